// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checkpoint, Cosigner, CosignerVote, LedgerAnchor} from "../src/LedgerAnchor.sol";
import {LedgerAnchorInternational} from "../src/LedgerAnchorInternational.sol";
import {Chain} from "./Chain.sol";
import {vm} from "./Vm.sol";

/// @dev Does to an anchor what honest and dishonest co-signers may, in any order, and remembers what it kept.
contract Everybody is Chain {
    uint64[] public heights;
    uint256 public takenWrongly;
    mapping(uint64 height => bytes32) public blockHashes;
    mapping(uint64 height => bytes) private _headers;
    uint256 private _seed = 1000;

    constructor() {
        _found(_seed);
        anchor = new LedgerAnchorInternational(CHAIN, _packed());
    }

    function known() external view returns (LedgerAnchor) {
        return anchor;
    }

    function count() external view returns (uint256) {
        return heights.length;
    }

    /// @dev The next block of the one branch, by three or four of the present set; now and then another set follows.
    function goesOn(uint8 members, bytes32 state, bool changes) external {
        uint64 newest = anchor.newest();
        if (newest >= 1 << 40) return;
        uint64 height = newest == 0 ? 1 : newest * 2;
        (bytes32 root, bytes32[] memory path) = _historyOf(height, newest, blockHashes[newest]);
        bytes memory header = _header(CHAIN, height, state, newest == 0 ? bytes32(0) : root);
        uint256 after_ = changes ? _seed + 10 : _seed;
        Cosigner[] memory present = set;
        _found(after_);
        bytes32 next = _packed();
        uint256 who = members % 5 == 4 ? 15 : 15 - (1 << (members % 5)); // one of four may be missing
        CosignerVote[] memory votes = _votes(_seed, who, anchor.statement(height, _hashOf(header), next));
        anchor.anchor(header, next, present, votes, newest == 0 ? new bytes32[](0) : path);
        _seed = after_;
        heights.push(height);
        blockHashes[height] = _hashOf(header);
        _headers[height] = header;
    }

    /// @dev All four sign a block above that does not have the newest in its history.
    function leavesTheBranch(uint64 above, bytes32 state, bytes32 other) external {
        uint64 newest = anchor.newest();
        if (newest == 0) return;
        uint64 height = newest * 2;
        for (uint64 i = above % 8; i > 0 && height < 1 << 50; --i) {
            height *= 2;
        }
        if (other == blockHashes[newest]) return;
        (bytes32 root, bytes32[] memory path) = _historyOf(height, newest, other);
        _bring(_header(CHAIN, height, state, root), 15, _seed, path);
    }

    /// @dev All four sign what is not above the newest: another block of its height, or an old one again.
    function goesBack(uint256 which, bytes32 state, bool again) external {
        if (heights.length == 0) return;
        uint64 height = heights[which % heights.length];
        _bring(again ? _headers[height] : _header(CHAIN, height, state, bytes32(0)), 15, _seed, new bytes32[](0));
    }

    /// @dev Too few sign, or strangers do.
    function tooFewSign(uint8 members, bytes32 state, bool strangers) external {
        uint64 newest = anchor.newest();
        uint64 height = newest == 0 ? 1 : newest * 2;
        (bytes32 root, bytes32[] memory path) = _historyOf(height, newest, blockHashes[newest]);
        bytes memory header = _header(CHAIN, height, state, newest == 0 ? bytes32(0) : root);
        uint256 who = strangers ? 15 : [uint256(1), 2, 4, 8, 3, 5, 6, 9, 10, 12, 0][members % 11];
        _bring(header, who, strangers ? _seed + 500 : _seed, newest == 0 ? new bytes32[](0) : path);
    }

    function _bring(bytes memory header, uint256 who, uint256 seed, bytes32[] memory path) private {
        uint64 height;
        assembly ("memory-safe") {
            height := shr(192, mload(add(header, 68)))
        }
        CosignerVote[] memory votes = _votes(seed, who, anchor.statement(height, _hashOf(header), _packed()));
        try anchor.anchor(header, _packed(), set, votes, path) {
            ++takenWrongly;
        } catch {}
    }

    function _digest(bytes memory content) internal pure override returns (bytes32) {
        return sha256(content);
    }
}

contract InvariantsTest {
    Everybody private _everybody;

    function setUp() public {
        _everybody = new Everybody();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_everybody);
    }

    function invariant_nothing_is_taken_that_must_not_be() external view {
        require(_everybody.takenWrongly() == 0);
    }

    function invariant_the_newest_is_the_highest_of_the_one_branch() external view {
        uint256 count = _everybody.count();
        require(_everybody.known().newest() == (count == 0 ? 0 : _everybody.heights(count - 1)));
    }

    function invariant_what_was_kept_stays_as_it_was() external view {
        for (uint256 i = 0; i < _everybody.count(); ++i) {
            uint64 height = _everybody.heights(i);
            require(_everybody.known().checkpoint(height).blockHash == _everybody.blockHashes(height));
        }
    }
}
