// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Guarantee, Guarantees, Standing} from "./Guarantees.sol";
import {Headers} from "./Headers.sol";
import {HistoryProofs} from "./HistoryProofs.sol";
import {StateProofs, Step} from "./StateProofs.sol";

/// @notice A validator as this chain knows it.
/// @param key The address of its co-signing key; 0 where it has announced none. Its votes count for the whole all the same.
/// @param power Its votes.
struct Cosigner {
    address key;
    uint64 power;
}

/// @notice A co-signer's signature, in the compact form of EIP-2098.
/// @param index Its place in the set.
struct CosignerVote {
    uint16 index;
    bytes32 r;
    bytes32 vs;
}

/// @notice A block of the ledger that a quorum of its co-signers stands for.
struct Checkpoint {
    bytes32 blockHash;
    bytes32 stateRoot;
    bytes32 historyRoot;
    uint64 time; // the block's, UTC milliseconds
}

/// @title Checkpoints of one ledger on an EVM chain, and what they prove (docs/spec/anchor.md).
/// @notice Checkpoints only go up, and each has the one before in its history: a second branch is refused whoever signs it.
abstract contract LedgerAnchor {
    error OtherChain(bytes32 chainId);
    error AlreadyAnchored(uint64 height);
    error NotAbove(uint64 height, uint64 newest);
    error OtherCosigners(bytes32 present);
    error BadVote(uint256 place);
    error NoQuorum(uint256 power, uint256 total);
    error OtherBranch(uint64 newest);
    error NoCheckpoint(uint64 height);
    error NotProven();

    event Anchored(uint64 indexed height, bytes32 blockHash, bytes32 stateRoot, bytes32 historyRoot, uint64 time);
    event CosignersChanged(uint64 indexed height, bytes32 cosigners);

    bytes16 private constant TAG = "ledger/cosign/1";
    bytes private constant GUARANTEE_TABLE = "guarantee/guarantee/";

    // Of a signature's two forms the one with the lower s has room here, so each vote has one form (EIP-2098).
    uint256 private constant S_BITS = (1 << 255) - 1;

    bytes32 private immutable _chainId;
    bytes32 private _cosigners;
    uint64 private _newest;
    mapping(uint64 height => Checkpoint) private _checkpoints;

    /// @param chainId_ The ledger's chain id.
    /// @param cosigners_ The hash of the set that signs the first checkpoint. Who relies on this contract compares both with the ledger.
    constructor(bytes32 chainId_, bytes32 cosigners_) {
        _chainId = chainId_;
        _cosigners = cosigners_;
    }

    /// @notice The ledger's chain id.
    function chainId() external view returns (bytes32) {
        return _chainId;
    }

    /// @notice The hash of the set that signs the next checkpoint.
    function cosigners() external view returns (bytes32) {
        return _cosigners;
    }

    /// @notice The height of the newest checkpoint; 0 before the first.
    function newest() external view returns (uint64) {
        return _newest;
    }

    /// @notice The checkpoint of a height.
    function checkpoint(uint64 height) public view returns (Checkpoint memory found) {
        found = _checkpoints[height];
        if (found.blockHash == 0) revert NoCheckpoint(height);
    }

    /// @notice Keeps a checkpoint that more than two thirds of the present co-signers' votes have signed. Anybody may bring it.
    /// @param header The block's header.
    /// @param next The hash of the set that signs the checkpoint after this one; signed with it.
    /// @param present The present set, whose hash is kept here.
    /// @param votes Signatures of members of that set, by ascending place.
    /// @param path The way of the newest checkpoint's block in this header's history; empty for the first.
    function anchor(
        bytes calldata header,
        bytes32 next,
        Cosigner[] calldata present,
        CosignerVote[] calldata votes,
        bytes32[] calldata path
    ) external {
        Headers.check(header);
        uint64 height = Headers.height(header);
        if (Headers.chainId(header) != _chainId) revert OtherChain(Headers.chainId(header));
        bytes32 blockHash = _hash(Headers.hashed(header));
        if (_checkpoints[height].blockHash == blockHash) revert AlreadyAnchored(height);
        if (height <= _newest) revert NotAbove(height, _newest);
        if (cosignersHash(present) != _cosigners) revert OtherCosigners(_cosigners);
        _requireQuorum(statement(height, blockHash, next), present, votes);
        if (_newest != 0 && !_isInHistory(Headers.historyRoot(header), height, _newest, _checkpoints[_newest].blockHash, path)) {
            revert OtherBranch(_newest);
        }

        _newest = height;
        _keep(height, Checkpoint(blockHash, Headers.stateRoot(header), Headers.historyRoot(header), Headers.time(header)));
        if (next != _cosigners) {
            _cosigners = next;
            emit CosignersChanged(height, next);
        }
    }

    /// @notice What a co-signer signs, hashed.
    function statement(uint64 height, bytes32 blockHash, bytes32 next) public view returns (bytes32) {
        return keccak256(abi.encodePacked(TAG, _chainId, height, blockHash, next));
    }

    /// @notice The hash that names a set: over each member's address and votes, 28 bytes a member, by ascending validator ids.
    function cosignersHash(Cosigner[] calldata set) public pure returns (bytes32) {
        bytes memory packed;
        for (uint256 i = 0; i < set.length; ++i) {
            packed = abi.encodePacked(packed, set[i].key, set[i].power);
        }

        return keccak256(packed);
    }

    /// @notice Whether a block of a lower height is in the history that a checkpoint commits to.
    function includesBlock(uint64 anchored, uint64 height, bytes32 blockHash, bytes32[] calldata path) external view returns (bool) {
        return _isInHistory(checkpoint(anchored).historyRoot, anchored, height, blockHash, path);
    }

    /// @notice Whether a transaction stands in a block that is in a checkpoint's history, or is the checkpoint's own.
    /// @param anchored The height of a checkpoint.
    /// @param blockPath The block's way in the history; empty of the checkpoint's own block.
    /// @param leaf The transaction's id and its signature's value.
    /// @param size How many leaves the block's tree of transactions has.
    function includesTransaction(
        uint64 anchored,
        bytes calldata header,
        bytes32[] calldata blockPath,
        bytes calldata leaf,
        uint64 size,
        uint64 index,
        bytes32[] calldata path
    ) external view returns (bool) {
        return _isBlock(anchored, header, blockPath)
            && HistoryProofs.includes(_hash, Headers.transactionsRoot(header), size, index, leaf, path);
    }

    /// @notice Whether a key stands in a checkpoint's state with this value.
    function isPresent(uint64 anchored, bytes calldata key, bytes calldata value, Step[] calldata steps) public view returns (bool) {
        return StateProofs.present(_hash, checkpoint(anchored).stateRoot, key, value, steps);
    }

    /// @notice Whether a key does not stand in a checkpoint's state. An empty witness is that of an empty state.
    function isAbsent(
        uint64 anchored,
        bytes calldata key,
        bytes calldata witnessKey,
        bytes32 witnessValueHash,
        Step[] calldata steps
    ) public view returns (bool) {
        return StateProofs.absent(_hash, checkpoint(anchored).stateRoot, key, witnessKey, witnessValueHash, steps);
    }

    /// @notice A guarantee as it stood at a checkpoint. Reverts where the record is not proven to be the state's.
    function guarantee(uint64 anchored, bytes16 id, bytes calldata record, Step[] calldata steps)
        public
        view
        returns (Guarantee memory)
    {
        Checkpoint memory known = checkpoint(anchored);
        if (!StateProofs.present(_hash, known.stateRoot, abi.encodePacked(GUARANTEE_TABLE, id), record, steps)) revert NotProven();
        return Guarantees.read(record, known.time);
    }

    /// @notice Whether a guarantee stood behind its bidder at a checkpoint. Reverts where the record is not proven to be the state's.
    function guaranteeStood(uint64 anchored, bytes16 id, bytes calldata record, Step[] calldata steps) external view returns (bool) {
        return guarantee(anchored, id, record, steps).standing == Standing.Live;
    }

    /// @dev The ledger's hash.
    function _hash(bytes memory content) internal view virtual returns (bytes32);

    function _isInHistory(bytes32 root, uint64 size, uint64 height, bytes32 blockHash, bytes32[] calldata path)
        private
        view
        returns (bool)
    {
        return HistoryProofs.includes(_hash, root, size, height, abi.encodePacked(blockHash), path);
    }

    function _isBlock(uint64 anchored, bytes calldata header, bytes32[] calldata path) private view returns (bool) {
        Headers.check(header);
        bytes32 blockHash = _hash(Headers.hashed(header));
        Checkpoint memory known = checkpoint(anchored);
        return (path.length == 0 && blockHash == known.blockHash)
            || _isInHistory(known.historyRoot, anchored, Headers.height(header), blockHash, path);
    }

    function _keep(uint64 height, Checkpoint memory kept) private {
        _checkpoints[height] = kept;
        emit Anchored(height, kept.blockHash, kept.stateRoot, kept.historyRoot, kept.time);
    }

    function _requireQuorum(bytes32 signed, Cosigner[] calldata present, CosignerVote[] calldata votes) private pure {
        uint256 total;
        uint256 power;
        for (uint256 i = 0; i < present.length; ++i) {
            total += present[i].power;
        }

        for (uint256 i = 0; i < votes.length; ++i) {
            uint16 index = votes[i].index;
            if (index >= present.length || (i > 0 && index <= votes[i - 1].index)) revert BadVote(i);
            if (!_hasSigned(present[index].key, signed, votes[i])) revert BadVote(i);
            power += present[index].power;
        }

        if (power * 3 <= total * 2) revert NoQuorum(power, total);
    }

    // ecrecover answers 0 to what is no signature, and 0 stands for a validator without a key.
    function _hasSigned(address key, bytes32 signed, CosignerVote calldata vote) private pure returns (bool) {
        uint8 v = uint8(27 + (uint256(vote.vs) >> 255));
        return key != address(0) && ecrecover(signed, v, vote.r, bytes32(uint256(vote.vs) & S_BITS)) == key;
    }
}
