// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Inclusion in an RFC 6962 tree, by the algorithm of RFC 9162 §2.1.3.2, under the chain's own hash.
library HistoryProofs {
    /// @notice Whether a content is the leaf at an index of the tree of that size and root.
    function includes(
        function(bytes memory) view returns (bytes32) hash,
        bytes32 root,
        uint64 size,
        uint64 index,
        bytes memory content,
        bytes32[] calldata path
    ) internal view returns (bool) {
        if (index >= size) return false;
        uint64 side = index;
        uint64 last = size - 1;
        bytes32 node = hash(abi.encodePacked(uint8(0), content));
        for (uint256 i = 0; i < path.length; ++i) {
            if (last == 0) return false;
            if (side & 1 == 1 || side == last) {
                node = hash(abi.encodePacked(uint8(1), path[i], node));
                while (side & 1 == 0 && side != 0) {
                    side >>= 1;
                    last >>= 1;
                }
            } else {
                node = hash(abi.encodePacked(uint8(1), node, path[i]));
            }

            side >>= 1;
            last >>= 1;
        }

        return last == 0 && node == root;
    }
}
