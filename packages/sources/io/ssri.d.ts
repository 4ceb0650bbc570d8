/** The part of ssri that is used; the package ships no types. */
declare module "ssri" {
  interface Integrity {
    toString(): string;
    isEmpty?(): boolean;
  }
  export function parse(text: string): Integrity | null;
  export function fromHex(hex: string, algorithm: string): Integrity;
  /** The matching hash, or false. The strongest algorithm present decides. */
  export function checkData(data: Uint8Array, integrity: string): object | false;
}
