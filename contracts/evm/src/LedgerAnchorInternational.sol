// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LedgerAnchor} from "./LedgerAnchor.sol";

/// @title The anchor of a ledger of the suite INTERNATIONAL: SHA-256, by precompile.
contract LedgerAnchorInternational is LedgerAnchor {
    constructor(bytes32 chainId_, bytes32 cosigners_) LedgerAnchor(chainId_, cosigners_) {}

    function _hash(bytes memory content) internal pure override returns (bytes32) {
        return sha256(content);
    }
}
