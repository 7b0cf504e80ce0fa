// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {StateProofs, Step} from "../src/StateProofs.sol";

/// @dev A state of the keys "a" and "b", which first differ at bit 7, and trees that no state has (docs/spec/state.md §4).
contract StateProofsTest {
    bytes32 private immutable _a = _leaf("a");
    bytes32 private immutable _b = _leaf("b");

    function present(bytes32 root, bytes memory key, bytes memory value, Step[] calldata steps) external view returns (bool) {
        return StateProofs.present(_digest, root, key, value, steps);
    }

    function absent(bytes32 root, bytes memory key, bytes memory witness, bytes32 value, Step[] calldata steps)
        external
        view
        returns (bool)
    {
        return StateProofs.absent(_digest, root, key, witness, value, steps);
    }

    function test_what_is_there_is_not_absent() external view {
        bytes32 root = _branch(7, _a, _b);
        require(this.present(root, "a", "value", _steps(7, _b)) && this.present(root, "b", "value", _steps(7, _a)));
        require(!this.present(root, "a", "other", _steps(7, _b)) && !this.present(root, "c", "value", _steps(7, _b)));
        bytes32 value = _digest("value");
        require(!this.absent(root, "a", "b", value, _steps(7, _a)));
        require(!this.absent(root, "b", "a", value, _steps(7, _b)));
        require(!this.absent(root, "a", "a", value, _steps(7, _b)));
        require(this.absent(root, "c", "b", value, _steps(7, _a))); // whose bits lead to b
        require(!this.absent(root, "c", "a", value, _steps(7, _b)));
        require(this.absent(_digest(hex"02"), "a", "", 0, new Step[](0)) && !this.absent(root, "c", "", 0, new Step[](0)));
        require(!this.absent(root, "", "b", value, _steps(7, _a)) && !this.absent(root, new bytes(257), "a", value, _steps(7, _b)));
    }

    function test_a_tree_whose_branches_do_not_come_earlier_upwards_is_none() external view {
        bytes32 below = _branch(7, _a, _b);
        require(this.present(_branch(6, below, _b), "a", "value", _two(7, 6)));
        require(!this.present(_branch(7, below, _b), "a", "value", _two(7, 7)));
        require(!this.present(_branch(8, _b, below), "a", "value", _two(7, 8)));
        // Past the key's last bit, where bits read as 0.
        require(this.present(_branch(9, _a, _b), "a", "value", _steps(9, _b)));
        require(!this.present(_branch(10, _a, _b), "a", "value", _steps(10, _b)));
    }

    function test_a_bit_index_is_of_two_bytes_and_a_value_of_so_many() external view {
        bytes32 root = _digest(abi.encodePacked(uint8(0), uint16(1), bytes("a"), _digest(new bytes(65536))));
        require(this.present(root, "a", new bytes(65536), new Step[](0)));
        root = _digest(abi.encodePacked(uint8(0), uint16(1), bytes("a"), _digest(new bytes(65537))));
        require(!this.present(root, "a", new bytes(65537), new Step[](0)));
    }

    function _two(uint16 first, uint16 second) private view returns (Step[] memory steps) {
        steps = new Step[](2);
        steps[0] = Step(first, _b);
        steps[1] = Step(second, _b);
    }

    function _steps(uint16 index, bytes32 sibling) private pure returns (Step[] memory steps) {
        steps = new Step[](1);
        steps[0] = Step(index, sibling);
    }

    function _leaf(bytes memory key) private pure returns (bytes32) {
        return _digest(abi.encodePacked(uint8(0), uint16(key.length), key, _digest("value")));
    }

    function _branch(uint16 index, bytes32 left, bytes32 right) private pure returns (bytes32) {
        return _digest(abi.encodePacked(uint8(1), index, left, right));
    }

    function _digest(bytes memory content) private pure returns (bytes32) {
        return sha256(content);
    }
}
