// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Sm3} from "../src/Sm3.sol";

/// @dev GB/T 32905-2016 appendix A, and lengths about the edges of a block (computed with OpenSSL).
contract Sm3Test {
    function test_the_standards_examples() public pure {
        require(Sm3.hash("abc") == 0x66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0);
        bytes memory abcd;
        for (uint256 i = 0; i < 16; ++i) {
            abcd = bytes.concat(abcd, "abcd");
        }
        require(Sm3.hash(abcd) == 0xdebe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732);
        require(Sm3.hash("") == 0x1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b);
    }

    function test_lengths_about_the_edge_of_a_block() public pure {
        require(Sm3.hash(_bytes(1)) == 0x799b719ac031fc89c6d8925a487dad07308f837b7ab7bbc7cebd3a4118fd2f38);
        require(Sm3.hash(_bytes(31)) == 0xe6f7e1327a179a7297150829fdacee24608b34bc55549117e4f2d55cac27698f);
        require(Sm3.hash(_bytes(55)) == 0x1b054d2273b72898f72f0c5fdab0d135346f0a5cad549e6be576e1a9ba4f6db0);
        require(Sm3.hash(_bytes(56)) == 0x3314c3103d64dcbdad4a28a4bdd827b5b562d89bc41683b330490e226979d957);
        require(Sm3.hash(_bytes(63)) == 0x5078a2d8ecfed3150e7893e246fa8f0c0bdb9b10877857c3c6b73a27cebc08fd);
        require(Sm3.hash(_bytes(64)) == 0x63bec16a53556235bbb515168e370cb84be8fcefcd9e1179fc18a3673170dc25);
        require(Sm3.hash(_bytes(65)) == 0x7707917e48fe510e5ffc5f7c71c4d76fecfadca14ee2fe99054d5619836786ca);
        require(Sm3.hash(_bytes(119)) == 0xf5d3d0106ddb56c5e63b92f409163c2556fd36977ce7d9d482de2a88c463bcd1);
        require(Sm3.hash(_bytes(120)) == 0x8f24c3ade590645a4940c049882c1e476c0653a4af81a9e149e97ace69aeebe5);
        require(Sm3.hash(_bytes(128)) == 0x7e4d79172d70846cc6d582f5f1263b8fac46fc34cccdddef5c71110f21ef16d3);
        require(Sm3.hash(_bytes(300)) == 0xc99dcc552016c18d1dbc9e54bba4be4518a61912bd79a11ebaa8b5816c7d88a0);
    }

    function _bytes(uint256 length) private pure returns (bytes memory content) {
        content = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            content[i] = bytes1(uint8((i * 7 + 1) % 256));
        }
    }

    function test_a_block_costs() public view {
        bytes memory one = new bytes(55);
        bytes memory two = new bytes(119);
        uint256 began = gasleft();
        Sm3.hash(one);
        uint256 between = gasleft();
        Sm3.hash(two);
        uint256 spent = between - gasleft();
        require(spent - (began - between) < 45_000);
    }
}
