// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {HistoryProofs} from "../src/HistoryProofs.sol";

/// @dev Every leaf of every tree of up to 16 leaves, and what is none.
contract HistoryProofsTest {
    function includes(bytes32 root, uint64 size, uint64 index, bytes calldata content, bytes32[] calldata path)
        external
        view
        returns (bool)
    {
        return HistoryProofs.includes(_digest, root, size, index, content, path);
    }

    function test_each_leaf_at_its_own_place_alone() external view {
        for (uint64 size = 1; size <= 16; ++size) {
            bytes32 root = _root(0, size);
            for (uint64 index = 0; index < size; ++index) {
                bytes32[] memory path = _path(index, 0, size);
                require(this.includes(root, size, index, _content(index), path));
                require(!this.includes(root, size, index, _content(index + 1), path));
                require(!this.includes(root, size, size + index, _content(index), path));
                for (uint64 other = 0; other < size; ++other) {
                    require(other == index || !this.includes(root, size, other, _content(index), path));
                }
                if (path.length > 0) {
                    bytes32[] memory shorter = new bytes32[](path.length - 1);
                    require(!this.includes(root, size, index, _content(index), shorter));
                }
                require(!this.includes(root, size, index, _content(index), new bytes32[](path.length + 1)));
            }
        }
    }

    function test_a_way_that_ends_below_the_root_proves_nothing() external view {
        bytes32 leaf = _root(0, 1);
        require(this.includes(leaf, 1, 0, _content(0), new bytes32[](0)));
        require(!this.includes(leaf, 4, 0, _content(0), new bytes32[](0)));
        require(!this.includes(leaf, 1, 1, _content(0), new bytes32[](0)));
        require(!this.includes(_root(0, 2), 1, 0, _content(1), _path(1, 0, 2))); // nor one that goes on above it
        require(!this.includes(leaf, 0, 0, _content(0), new bytes32[](0)));
    }

    // RFC 6962 §2.1, as it is written there.
    function _root(uint64 from, uint64 to) private pure returns (bytes32) {
        if (to - from == 1) return _digest(abi.encodePacked(uint8(0), _content(from)));
        uint64 split = _split(to - from);
        return _digest(abi.encodePacked(uint8(1), _root(from, from + split), _root(from + split, to)));
    }

    function _path(uint64 index, uint64 from, uint64 to) private pure returns (bytes32[] memory path) {
        if (to - from == 1) return path;
        uint64 split = from + _split(to - from);
        bytes32[] memory below = index < split ? _path(index, from, split) : _path(index, split, to);
        path = new bytes32[](below.length + 1);
        for (uint256 i = 0; i < below.length; ++i) {
            path[i] = below[i];
        }
        path[below.length] = index < split ? _root(split, to) : _root(from, split);
    }

    function _split(uint64 size) private pure returns (uint64 split) {
        split = 1;
        while (split * 2 < size) {
            split *= 2;
        }
    }

    function _content(uint64 index) private pure returns (bytes memory) {
        return abi.encodePacked(index);
    }

    function _digest(bytes memory content) private pure returns (bytes32) {
        return sha256(content);
    }
}
