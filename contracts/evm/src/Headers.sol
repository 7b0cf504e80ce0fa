// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title A block's header (docs/spec/encodings.md): 280 bytes at fixed places.
library Headers {
    error NotAHeader();

    bytes16 private constant TAG = "ledger/block/1";
    uint256 private constant BYTES = 280;

    /// @notice Refuses what is no header.
    function check(bytes calldata header) internal pure {
        if (header.length != BYTES || bytes4(header[0:4]) != 0x00000001 || time(header) > uint64(type(int64).max)) revert NotAHeader();
    }

    /// @notice What its hash is over.
    function hashed(bytes calldata header) internal pure returns (bytes memory) {
        return abi.encodePacked(TAG, header);
    }

    function chainId(bytes calldata header) internal pure returns (bytes32) {
        return bytes32(header[4:36]);
    }

    function height(bytes calldata header) internal pure returns (uint64) {
        return uint64(bytes8(header[36:44]));
    }

    function time(bytes calldata header) internal pure returns (uint64) {
        return uint64(bytes8(header[44:52]));
    }

    function transactionsRoot(bytes calldata header) internal pure returns (bytes32) {
        return bytes32(header[84:116]);
    }

    function stateRoot(bytes calldata header) internal pure returns (bytes32) {
        return bytes32(header[148:180]);
    }

    function historyRoot(bytes calldata header) internal pure returns (bytes32) {
        return bytes32(header[180:212]);
    }
}
