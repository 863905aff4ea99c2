/** How keys of many makers begin, and what follows; tokens that are signed; what logs in; an address with a password. */
const KEY =
  /(?:^|[^A-Za-z0-9])(?:[srp]k[-_](?:[a-z]+[-_])*(?:api\d+-|v\d+-)?|pk-lf-|AIza|A[KS]IA|gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|xapp-|npm_|hf_|r8_|pplx-|gsk_|SG\.|whsec_|dop_v1_|shp[a-z]{2}_|pypi-|dckr_pat_|xai-|nvapi-|tvly-|lsv2_(?:[a-z]+_)?)[A-Za-z0-9]{12,}/;
const SIGNED = /eyJ[\w-]{6,}\.eyJ|-----BEGIN |(?:^|\W)(?:Bearer|Basic) \S{8,}|:\/\/[^\s/:@]*:[^\s/@]+@|AccountKey=/;

/** Whether a text that a log gives as a name, of a user or a session, holds a key or a password. */
export function isCredential(text: string): boolean {
  return KEY.test(text) || SIGNED.test(text);
}
