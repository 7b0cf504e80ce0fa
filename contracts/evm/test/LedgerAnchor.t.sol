// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checkpoint, Cosigner, CosignerVote, LedgerAnchor} from "../src/LedgerAnchor.sol";
import {LedgerAnchorGuomi} from "../src/LedgerAnchorGuomi.sol";
import {LedgerAnchorInternational} from "../src/LedgerAnchorInternational.sol";
import {Headers} from "../src/Headers.sol";
import {Sm3} from "../src/Sm3.sol";
import {Chain} from "./Chain.sol";
import {vm} from "./Vm.sol";

/// @dev What every anchor keeps, whatever its hash.
abstract contract LedgerAnchorTest is Chain {
    uint256 internal constant FIRST = 1000;
    uint256 internal constant SECOND = 2000;
    uint256 internal constant THREE = 7; // members 0, 1 and 2 of four

    bytes internal first;

    function _deploy(bytes32 cosigners) internal virtual returns (LedgerAnchor);

    function setUp() public {
        _found(FIRST);
        anchor = _deploy(_packed());
        first = _header(CHAIN, 5, bytes32(uint256(1)), bytes32(uint256(2)));
    }

    function test_keeps_what_a_quorum_signed() public {
        _anchor(first, THREE, new bytes32[](0));
        vm.snapshotGasLastCall(_name("first"));
        Checkpoint memory kept = anchor.checkpoint(5);
        require(kept.blockHash == _hashOf(first) && kept.time == 1_700_000_000_005);
        require(kept.stateRoot == bytes32(uint256(1)) && kept.historyRoot == bytes32(uint256(2)) && anchor.newest() == 5);
    }

    function test_goes_on_where_the_newest_is_in_the_history() public {
        _anchor(first, THREE, new bytes32[](0));
        (bytes memory second, bytes32[] memory path) = _after(1 << 20, 5, _hashOf(first));
        _anchor(second, 14, path);
        vm.snapshotGasLastCall(_name("of a million blocks"));
        require(anchor.newest() == 1 << 20 && anchor.includesBlock(1 << 20, 5, _hashOf(first), path));
        require(!anchor.includesBlock(1 << 20, 6, _hashOf(first), path));
    }

    function test_refuses_another_branch() public {
        _anchor(first, THREE, new bytes32[](0));
        (bytes memory other, bytes32[] memory path) = _after(64, 5, bytes32(uint256(77)));
        _refused(abi.encodeWithSelector(LedgerAnchor.OtherBranch.selector, 5), other, 15, path);
        (other,) = _after(64, 5, _hashOf(first));
        _refused(abi.encodeWithSelector(LedgerAnchor.OtherBranch.selector, 5), other, 15, new bytes32[](0));
    }

    function test_refuses_another_block_of_a_height() public {
        _anchor(first, THREE, new bytes32[](0));
        bytes memory other = _header(CHAIN, 5, bytes32(uint256(9)), bytes32(uint256(2)));
        _refused(abi.encodeWithSelector(LedgerAnchor.NotAbove.selector, 5, 5), other, 15, new bytes32[](0));
    }

    function test_refuses_an_older_one_and_the_same_again() public {
        _anchor(first, THREE, new bytes32[](0));
        bytes memory older = _header(CHAIN, 4, bytes32(uint256(1)), bytes32(uint256(2)));
        _refused(abi.encodeWithSelector(LedgerAnchor.NotAbove.selector, 4, 5), older, 15, new bytes32[](0));
        _refused(abi.encodeWithSelector(LedgerAnchor.AlreadyAnchored.selector, 5), first, 15, new bytes32[](0));
        bytes memory zero = _header(CHAIN, 0, bytes32(uint256(1)), bytes32(uint256(2)));
        _refused(abi.encodeWithSelector(LedgerAnchor.NotAbove.selector, 0, 5), zero, 15, new bytes32[](0));
    }

    function test_refuses_another_chain_and_what_is_no_header() public {
        bytes memory strange = _header(bytes32(uint256(1)), 5, 0, 0);
        _refused(abi.encodeWithSelector(LedgerAnchor.OtherChain.selector, bytes32(uint256(1))), strange, 15, new bytes32[](0));
        _refused(abi.encodeWithSelector(Headers.NotAHeader.selector), bytes.concat(first, hex"00"), 15, new bytes32[](0));
        bytes memory before1970 = bytes.concat(first);
        before1970[44] = 0x80;
        _refused(abi.encodeWithSelector(Headers.NotAHeader.selector), before1970, 15, new bytes32[](0));
        first[3] = 0x02;
        _refused(abi.encodeWithSelector(Headers.NotAHeader.selector), first, 15, new bytes32[](0));
    }

    function test_two_thirds_are_no_quorum() public {
        delete set;
        for (uint256 i = 1; i <= 3; ++i) {
            set.push(Cosigner(vm.addr(FIRST + i), 100));
        }
        anchor = _deploy(_packed());
        _refused(abi.encodeWithSelector(LedgerAnchor.NoQuorum.selector, 200, 300), first, 3, new bytes32[](0));
        _anchor(first, 7, new bytes32[](0));
    }

    function test_who_has_no_key_counts_for_the_whole_and_signs_nothing() public {
        set[3].key = address(0);
        anchor = _deploy(_packed());
        bytes32 signed = _statement(first, _packed());
        CosignerVote[] memory votes = _votes(FIRST, 15, signed);
        votes[3].r = 0;
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 3));
        anchor.anchor(first, _packed(), set, votes, new bytes32[](0));
        _refused(abi.encodeWithSelector(LedgerAnchor.NoQuorum.selector, 200, 400), first, 3, new bytes32[](0));
        _anchor(first, 7, new bytes32[](0));
    }

    function test_refuses_a_signature_twice_or_out_of_place() public {
        bytes32 signed = _statement(first, _packed());
        CosignerVote[] memory votes = _votes(FIRST, 7, signed);
        votes[1] = CosignerVote(0, votes[0].r, votes[0].vs);
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 1));
        anchor.anchor(first, _packed(), set, votes, new bytes32[](0));
        votes[1].index = 1;
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 1));
        anchor.anchor(first, _packed(), set, votes, new bytes32[](0));
        votes = _votes(FIRST, 7, signed);
        votes[2].index = 4;
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 2));
        anchor.anchor(first, _packed(), set, votes, new bytes32[](0));
    }

    function test_the_next_set_signs_what_follows() public {
        bytes32 before = _packed();
        _found(SECOND);
        bytes32 next = _packed();
        _found(FIRST);
        CosignerVote[] memory votes = _votes(FIRST, 7, _statement(first, next));
        // A next set that they did not sign is refused.
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 0));
        anchor.anchor(first, before, set, votes, new bytes32[](0));
        anchor.anchor(first, next, set, votes, new bytes32[](0));
        require(anchor.cosigners() == next);

        (bytes memory second, bytes32[] memory path) = _after(64, 5, _hashOf(first));
        _refused(abi.encodeWithSelector(LedgerAnchor.OtherCosigners.selector, next), second, 15, path);
        _found(SECOND);
        bytes32 signed = anchor.statement(64, _hashOf(second), next);
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 0));
        anchor.anchor(second, next, set, _votes(FIRST, 15, signed), path);
        anchor.anchor(second, next, set, _votes(SECOND, 7, signed), path);
        require(anchor.newest() == 64);
    }

    function testFuzz_a_forged_quorum_is_refused(uint256 seed, uint8 members, bytes32 signed) public {
        uint256 forger = (seed % 1_000_000) + 10_000;
        bytes32 genuine = _statement(first, _packed());
        vm.assume(signed != genuine && members & 15 != 0);
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 0));
        anchor.anchor(first, _packed(), set, _votes(forger, members & 15, genuine), new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(LedgerAnchor.BadVote.selector, 0));
        anchor.anchor(first, _packed(), set, _votes(FIRST, members & 15, signed), new bytes32[](0));
    }

    function testFuzz_powers_decide(uint64[4] memory powers, uint8 members) public {
        uint256 total;
        uint256 given;
        for (uint256 i = 0; i < 4; ++i) {
            set[i].power = powers[i];
            total += powers[i];
            if ((members >> i) & 1 == 1) given += powers[i];
        }
        anchor = _deploy(_packed());
        if (given * 3 > total * 2) {
            _anchor(first, members & 15, new bytes32[](0));
        } else {
            _refused(abi.encodeWithSelector(LedgerAnchor.NoQuorum.selector, given, total), first, members & 15, new bytes32[](0));
        }
    }

    function testFuzz_no_header_of_other_bytes_is_taken(uint16 place, uint8 flip) public {
        vm.assume(flip != 0);
        CosignerVote[] memory votes = _votes(FIRST, 7, _statement(first, _packed()));
        first[place % 280] ^= bytes1(flip);
        (bool done,) = address(anchor).call(
            abi.encodeCall(LedgerAnchor.anchor, (first, _packed(), set, votes, new bytes32[](0)))
        );
        require(!done && anchor.newest() == 0);
    }

    function _after(uint64 height, uint64 below, bytes32 content) internal view returns (bytes memory header, bytes32[] memory path) {
        bytes32 root;
        (root, path) = _historyOf(height, below, content);
        header = _header(CHAIN, height, bytes32(uint256(3)), root);
    }

    function _statement(bytes memory header, bytes32 next) internal view returns (bytes32) {
        uint64 height = uint64(bytes8(_slice(header, 36)));
        return anchor.statement(height, _hashOf(header), next);
    }

    function _slice(bytes memory header, uint256 place) private pure returns (bytes32 word) {
        if (header.length >= place + 32) {
            assembly ("memory-safe") {
                word := mload(add(add(header, 32), place))
            }
        }
    }

    function _anchor(bytes memory header, uint256 members, bytes32[] memory path) internal {
        anchor.anchor(header, _packed(), set, _votes(FIRST, members, _statement(header, _packed())), path);
    }

    function _refused(bytes memory reason, bytes memory header, uint256 members, bytes32[] memory path) internal {
        CosignerVote[] memory votes = _votes(FIRST, members, _statement(header, _packed()));
        bytes32 next = _packed();
        vm.expectRevert(reason);
        anchor.anchor(header, next, set, votes, path);
    }

    function _name(string memory what) internal view virtual returns (string memory);
}

contract InternationalTest is LedgerAnchorTest {
    function _deploy(bytes32 cosigners) internal override returns (LedgerAnchor) {
        return new LedgerAnchorInternational(CHAIN, cosigners);
    }

    function _digest(bytes memory content) internal pure override returns (bytes32) {
        return sha256(content);
    }

    function _name(string memory what) internal pure override returns (string memory) {
        return string.concat("INTERNATIONAL, ", what);
    }
}

contract GuomiTest is LedgerAnchorTest {
    function _deploy(bytes32 cosigners) internal override returns (LedgerAnchor) {
        return new LedgerAnchorGuomi(CHAIN, cosigners);
    }

    function _digest(bytes memory content) internal pure override returns (bytes32) {
        return Sm3.hash(content);
    }

    function _name(string memory what) internal pure override returns (string memory) {
        return string.concat("GUOMI, ", what);
    }
}
