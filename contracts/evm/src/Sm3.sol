// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title SM3 (GB/T 32905-2016), for chains of the suite GUOMI. An EVM has no precompile of it.
/// @dev A block of 64 bytes costs some 23,000 gas (docs/spec/anchor.md has the figures).
library Sm3 {
    // T_j rotated left by j, for j = 0 … 63, each in four bytes.
    bytes private constant CONSTANTS =
        hex"79cc4519f3988a32e7311465ce6228cb9cc451973988a32f7311465ee6228cbc"
        hex"cc451979988a32f3311465e76228cbcec451979c88a32f3911465e73228cbce6"
        hex"9d8a7a873b14f50f7629ea1eec53d43cd8a7a879b14f50f3629ea1e7c53d43ce"
        hex"8a7a879d14f50f3b29ea1e7653d43ceca7a879d84f50f3b19ea1e7623d43cec5"
        hex"7a879d8af50f3b14ea1e7629d43cec53a879d8a750f3b14fa1e7629e43cec53d"
        hex"879d8a7a0f3b14f51e7629ea3cec53d479d8a7a8f3b14f50e7629ea1cec53d43"
        hex"9d8a7a873b14f50f7629ea1eec53d43cd8a7a879b14f50f3629ea1e7c53d43ce"
        hex"8a7a879d14f50f3b29ea1e7653d43ceca7a879d84f50f3b19ea1e7623d43cec5";

    /// @notice The digest of a message.
    function hash(bytes memory message) internal pure returns (bytes32 digest) {
        // Padded as SHA-256 pads: 0x80, zeros, the length in bits in 8 bytes.
        uint256 blocks = (message.length + 72) / 64;
        bytes memory padded = new bytes(blocks * 64);
        bytes memory constants = CONSTANTS;
        bytes memory words = new bytes(68 * 32);
        assembly ("memory-safe") {
            let from := add(message, 32)
            let to := add(padded, 32)
            let length := mload(message)
            mcopy(to, from, length)
            mstore8(add(to, length), 0x80)
            let last := add(to, sub(shl(6, blocks), 8))
            mstore(last, or(shl(195, length), and(mload(last), sub(shl(192, 1), 1))))
        }

        digest = 0x7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e;
        for (uint256 i = 0; i < blocks; ++i) {
            digest = _compress(digest, padded, i * 64, words, constants);
        }
    }

    // A word x times 2^32 + 1, shifted right by 32 - n, has x rotated left by n in its low 32 bits. What is above them is cut where it would
    // come back down: before the next product, and in what is kept.
    function _compress(bytes32 state, bytes memory padded, uint256 from, bytes memory words, bytes memory constants)
        private
        pure
        returns (bytes32 next)
    {
        assembly ("memory-safe") {
            words := add(words, 32)
            constants := add(constants, 4) // so that a word at its place ends with the constant
            padded := add(add(padded, 4), from)
            for { let j := 0 } lt(j, 64) { j := add(j, 4) } {
                mstore(add(words, shl(3, j)), and(mload(add(padded, j)), 0xffffffff))
            }
            for { let p := add(words, 512) let end := add(words, 2176) } lt(p, end) { p := add(p, 32) } {
                let x := and(shr(17, mul(mload(sub(p, 96)), 0x100000001)), 0xffffffff)
                x := xor(x, xor(mload(sub(p, 512)), mload(sub(p, 288))))
                let y := mul(x, 0x100000001)
                x := xor(xor(x, xor(shr(17, y), shr(9, y))), xor(shr(25, mul(mload(sub(p, 416)), 0x100000001)), mload(sub(p, 192))))
                mstore(p, and(x, 0xffffffff))
            }

            let a := shr(224, state)
            let b := and(shr(192, state), 0xffffffff)
            let c := and(shr(160, state), 0xffffffff)
            let d := and(shr(128, state), 0xffffffff)
            let e := and(shr(96, state), 0xffffffff)
            let f := and(shr(64, state), 0xffffffff)
            let g := and(shr(32, state), 0xffffffff)
            let h := and(state, 0xffffffff)
            let end := add(words, 512)
            for {} lt(words, end) { words := add(words, 32) } {
                let x := and(shr(20, mul(a, 0x100000001)), 0xffffffff)
                let ss1 := and(shr(25, mul(and(add(add(x, e), mload(constants)), 0xffffffff), 0x100000001)), 0xffffffff)
                constants := add(constants, 4)
                // TT1 and TT2, of which only the low 32 bits count.
                x := add(add(xor(a, xor(b, c)), d), add(xor(ss1, x), xor(mload(words), mload(add(words, 128)))))
                h := and(add(add(xor(e, xor(f, g)), h), add(ss1, mload(words))), 0xffffffff)
                d := c
                c := and(shr(23, mul(b, 0x100000001)), 0xffffffff)
                b := a
                a := and(x, 0xffffffff)
                x := mul(h, 0x100000001)
                x := and(xor(h, xor(shr(23, x), shr(15, x))), 0xffffffff)
                h := g
                g := and(shr(13, mul(f, 0x100000001)), 0xffffffff)
                f := e
                e := x
            }
            end := add(words, 1536)
            for {} lt(words, end) { words := add(words, 32) } {
                let x := and(shr(20, mul(a, 0x100000001)), 0xffffffff)
                let ss1 := and(shr(25, mul(and(add(add(x, e), mload(constants)), 0xffffffff), 0x100000001)), 0xffffffff)
                constants := add(constants, 4)
                x := add(add(or(and(a, b), and(c, or(a, b))), d), add(xor(ss1, x), xor(mload(words), mload(add(words, 128)))))
                h := and(add(add(xor(g, and(e, xor(f, g))), h), add(ss1, mload(words))), 0xffffffff)
                d := c
                c := and(shr(23, mul(b, 0x100000001)), 0xffffffff)
                b := a
                a := and(x, 0xffffffff)
                x := mul(h, 0x100000001)
                x := and(xor(h, xor(shr(23, x), shr(15, x))), 0xffffffff)
                h := g
                g := and(shr(13, mul(f, 0x100000001)), 0xffffffff)
                f := e
                e := x
            }

            next := xor(
                state,
                or(
                    or(or(shl(224, a), shl(192, b)), or(shl(160, c), shl(128, d))),
                    or(or(shl(96, e), shl(64, f)), or(shl(32, g), h))
                )
            )
        }
    }
}
