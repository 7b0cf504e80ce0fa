// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice A branch on the way from a leaf to the state root.
/// @param bitIndex The bit that its two sides differ in.
/// @param sibling The hash of the side that is not on the way.
struct Step {
    uint16 bitIndex;
    bytes32 sibling;
}

/// @title What stands in a state, and what does not (docs/spec/state.md §4), under the chain's own hash.
library StateProofs {
    uint256 private constant KEY_BYTES_MAX = 256;
    uint256 private constant VALUE_BYTES_MAX = 65536;

    /// @notice Whether a key is there with this value.
    function present(
        function(bytes memory) view returns (bytes32) hash,
        bytes32 root,
        bytes memory key,
        bytes memory value,
        Step[] calldata steps
    ) internal view returns (bool) {
        return _isKey(key) && value.length <= VALUE_BYTES_MAX && _rootOf(hash, key, hash(value), steps, key) == root;
    }

    /// @notice Whether a key is not there: its bits lead to the leaf of another, the witness; of an empty state there is none.
    function absent(
        function(bytes memory) view returns (bytes32) hash,
        bytes32 root,
        bytes memory key,
        bytes memory witnessKey,
        bytes32 witnessValueHash,
        Step[] calldata steps
    ) internal view returns (bool) {
        if (!_isKey(key)) return false;
        if (witnessKey.length == 0) return steps.length == 0 && hash(hex"02") == root;
        return _isKey(witnessKey) && keccak256(witnessKey) != keccak256(key)
            && _rootOf(hash, witnessKey, witnessValueHash, steps, key) == root;
    }

    // The root that the leaf's steps lead to; 0, which is no digest that anybody knows a content of, where a rule is broken.
    function _rootOf(
        function(bytes memory) view returns (bytes32) hash,
        bytes memory leaf,
        bytes32 valueHash,
        Step[] calldata steps,
        bytes memory key
    ) private view returns (bytes32 node) {
        node = hash(abi.encodePacked(uint8(0), uint16(leaf.length), leaf, valueHash));
        uint256 above = leaf.length * 9 + 1;
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 index = steps[i].bitIndex;
            bool bit = _bit(leaf, index);
            if (index >= above || _bit(key, index) != bit) return 0;
            above = index;
            node = bit
                ? hash(abi.encodePacked(uint8(1), uint16(index), steps[i].sibling, node))
                : hash(abi.encodePacked(uint8(1), uint16(index), node, steps[i].sibling));
        }
    }

    // Each byte is a 1 and its eight bits; a 0 ends the key; past it bits read as 0.
    function _bit(bytes memory key, uint256 index) private pure returns (bool) {
        uint256 octet = index / 9;
        if (octet >= key.length) return false;
        uint256 place = index % 9;
        return place == 0 || (uint8(key[octet]) >> (8 - place)) & 1 == 1;
    }

    function _isKey(bytes memory key) private pure returns (bool) {
        return key.length != 0 && key.length <= KEY_BYTES_MAX;
    }
}
