/** Ids and keys, as they stand in other objects and in merge fields. */
export const idsAndKeys = /[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*/gu;
