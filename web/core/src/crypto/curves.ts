import { weierstrass, type WeierstrassPoint, type WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import { p256, p384 } from '@noble/curves/nist.js';
import { toNumber } from '../bytes.js';

/** A prime curve as verification needs it. */
export interface Curve {
  readonly Point: WeierstrassPointCons<bigint>;
  readonly n: bigint;
  readonly fieldBytes: number;
}

// Tables of this many bits are made within a few milliseconds and are as fast when warm as the larger ones that the library makes by default.
const windowBits = 4;

/** GB/T 32918.5-2017. */
export const sm2Curve: Curve = curve(weierstrass({
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}), 32);

export const p256Curve: Curve = curve(p256.Point, 32);
export const p384Curve: Curve = curve(p384.Point, 48);

function curve(Point: WeierstrassPointCons<bigint>, fieldBytes: number): Curve {
  Point.BASE.precompute(windowBits, true);
  return { Point, n: Point.CURVE().n, fieldBytes };
}

/** The point of an uncompressed encoding, on the curve and not at infinity; null for anything else. */
export function readPoint({ Point, fieldBytes }: Curve, encoded: Uint8Array): WeierstrassPoint<bigint> | null {
  if (encoded.length !== 1 + 2 * fieldBytes || encoded[0] !== 0x04) {
    return null;
  }
  try {
    const x = toNumber(encoded.subarray(1, 1 + fieldBytes));
    const point = Point.fromAffine({ x, y: toNumber(encoded.subarray(1 + fieldBytes)) });
    point.assertValidity(); // fromAffine checks nothing
    return point;
  } catch {
    return null; // a coordinate outside the field, or a point off the curve: the library says it by throwing
  }
}

/** a·G + b·Q of public numbers: verification alone may take its time by their bits. */
export function baseAndPoint({ Point }: Curve, a: bigint, q: WeierstrassPoint<bigint>, b: bigint): WeierstrassPoint<bigint> {
  return Point.BASE.mulAddUnsafe(a, q, b);
}
