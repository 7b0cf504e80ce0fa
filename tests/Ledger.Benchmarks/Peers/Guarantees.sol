// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// What a guarantee's sealed record costs an EVM chain: stored, and stored after three signatures over it were checked.
contract Guarantees {
    mapping(uint256 => bytes) private records;
    address[3] private signers;

    error Exists(uint256 id);
    error NotSigned(uint256 signer);

    constructor(address first, address second, address third) {
        signers = [first, second, third];
    }

    function issue(uint256 id, bytes calldata record) public {
        if (records[id].length != 0) revert Exists(id);
        records[id] = record;
    }

    function issueSigned(uint256 id, bytes calldata record, bytes calldata signatures) external {
        bytes32 digest = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", keccak256(record)));
        for (uint256 i = 0; i < 3; i++) {
            bytes calldata one = signatures[i * 65:(i + 1) * 65];
            if (ecrecover(digest, uint8(one[64]), bytes32(one[:32]), bytes32(one[32:64])) != signers[i]) revert NotSigned(i);
        }
        issue(id, record);
    }
}
