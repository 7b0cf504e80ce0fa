// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LedgerAnchor} from "./LedgerAnchor.sol";
import {Sm3} from "./Sm3.sol";

/// @title The anchor of a ledger of the suite GUOMI: SM3, in Solidity.
contract LedgerAnchorGuomi is LedgerAnchor {
    constructor(bytes32 chainId_, bytes32 cosigners_) LedgerAnchor(chainId_, cosigners_) {}

    function _hash(bytes memory content) internal pure override returns (bytes32) {
        return Sm3.hash(content);
    }
}
