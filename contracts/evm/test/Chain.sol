// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Cosigner, CosignerVote, LedgerAnchor} from "../src/LedgerAnchor.sol";
import {vm} from "./Vm.sol";

/// @dev A ledger of four validators, as far as an anchor sees it: headers, their history, and who signs.
abstract contract Chain {
    bytes32 internal constant CHAIN = bytes32(uint256(0xc0ffee));

    LedgerAnchor internal anchor;
    Cosigner[] internal set;

    function _digest(bytes memory content) internal view virtual returns (bytes32);

    /// @dev Four members of 100 votes; secrets seed + 1 … seed + 4.
    function _found(uint256 seed) internal {
        delete set;
        for (uint256 i = 1; i <= 4; ++i) {
            set.push(Cosigner(vm.addr(seed + i), 100));
        }
    }

    function _setHash() internal view returns (bytes32) {
        return anchor.cosignersHash(set);
    }

    function _packed() internal view returns (bytes32) {
        bytes memory packed;
        for (uint256 i = 0; i < set.length; ++i) {
            packed = abi.encodePacked(packed, set[i].key, set[i].power);
        }

        return keccak256(packed);
    }

    function _header(bytes32 chain, uint64 height, bytes32 state, bytes32 history) internal pure returns (bytes memory) {
        bytes memory beginning = abi.encodePacked(uint32(1), chain, height, uint64(1_700_000_000_000) + height, bytes32(0));
        return abi.encodePacked(beginning, bytes32(0), bytes32(0), state, history, bytes32(0), bytes32(0), uint32(1));
    }

    function _hashOf(bytes memory header) internal view returns (bytes32) {
        return _digest(abi.encodePacked(bytes16("ledger/block/1"), header));
    }

    function _leaf(bytes32 content) internal view returns (bytes32) {
        return _digest(abi.encodePacked(uint8(0), content));
    }

    function _node(bytes32 left, bytes32 right) internal view returns (bytes32) {
        return _digest(abi.encodePacked(uint8(1), left, right));
    }

    /// @dev Votes of the members whose bit is set.
    function _votes(uint256 seed, uint256 members, bytes32 signed) internal pure returns (CosignerVote[] memory votes) {
        votes = new CosignerVote[](_count(members));
        uint256 place;
        for (uint16 i = 0; i < 4; ++i) {
            if ((members >> i) & 1 == 0) continue;
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(seed + i + 1, signed);
            votes[place++] = CosignerVote(i, r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        }
    }

    function _count(uint256 members) internal pure returns (uint256 count) {
        for (; members != 0; members >>= 1) {
            count += members & 1;
        }
    }

    /// @dev A tree of the height's size in which the leaf of `below` has one subtree on its side at each level: a power of two.
    function _historyOf(uint64 size, uint64 below, bytes32 content) internal view returns (bytes32 root, bytes32[] memory path) {
        require(size & (size - 1) == 0);
        uint256 levels;
        for (uint64 n = size; n > 1; n >>= 1) {
            ++levels;
        }
        path = new bytes32[](levels);
        root = _leaf(content);
        for (uint256 i = 0; i < levels; ++i) {
            path[i] = keccak256(abi.encode("side", i));
            root = (below >> i) & 1 == 1 ? _node(path[i], root) : _node(root, path[i]);
        }
    }
}
