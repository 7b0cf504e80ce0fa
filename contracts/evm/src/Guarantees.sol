// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice How a guarantee stood at a checkpoint's block time.
enum Standing {
    None, // no such record is written
    Sealed, // issued; its terms are not known before the section's opening
    Live, // it stands behind its bidder
    Expired, // its validity had ended
    Ended // released, paid, surrendered, or merged into another
}

/// @notice What a guarantee's record says.
struct Guarantee {
    Standing standing;
    uint64 amountFen;
    uint64 paidFen;
    uint64 validFrom;
    uint64 validUntil;
    string sectionCode;
    string beneficiary;
    string applicant;
    string guarantor;
}

/// @title Reads the record `Guarantee` (proto/ledger/v1/guarantee.proto). What is read is proven to be the state's own value.
library Guarantees {
    error NoRecord();

    // GuaranteeState
    uint64 private constant SEALED = 1;
    uint64 private constant REVEALED = 2;
    uint64 private constant CLAIMED = 4;
    uint64 private constant REFUSED = 6;
    uint64 private constant PAY_SUSPENDED = 9;

    /// @notice The record as of a block time, in UTC milliseconds.
    function read(bytes memory record, uint64 time) internal pure returns (Guarantee memory guarantee) {
        uint64 state;
        uint256 place;
        while (place < record.length) {
            (uint256 field, uint64 number, uint256 from, uint256 next) = _field(record, place);
            if (field == 3) state = number;
            else if (field == 8) _terms(record, from, next, guarantee);
            else if (field == 9) guarantee.paidFen = number;
            place = next;
        }

        guarantee.standing = _standing(state, time > guarantee.validUntil);
    }

    // GuaranteeRules.EffectiveState and IsLive: an open claim keeps a guarantee beyond its end.
    function _standing(uint64 state, bool isPast) private pure returns (Standing) {
        if (state == SEALED) return Standing.Sealed;
        if (state == CLAIMED || state == PAY_SUSPENDED) return Standing.Live;
        if (state == REVEALED || state == REFUSED) return isPast ? Standing.Expired : Standing.Live;
        return Standing.Ended;
    }

    function _terms(bytes memory record, uint256 place, uint256 end, Guarantee memory guarantee) private pure {
        while (place < end) {
            (uint256 field, uint64 number, uint256 from, uint256 next) = _field(record, place);
            if (next > end) revert NoRecord();
            if (field == 2) guarantee.sectionCode = _text(record, from, next);
            else if (field == 3) guarantee.beneficiary = _text(record, from, next);
            else if (field == 4) guarantee.applicant = _text(record, from, next);
            else if (field == 6) guarantee.guarantor = _text(record, from, next);
            else if (field == 9) guarantee.amountFen = number;
            else if (field == 10) guarantee.validFrom = number;
            else if (field == 11) guarantee.validUntil = number;
            place = next;
        }
    }

    // One field of a protobuf message: a number, or where a content begins; and where the next field does.
    function _field(bytes memory record, uint256 place)
        private
        pure
        returns (uint256 field, uint64 number, uint256 from, uint256 next)
    {
        uint64 tag;
        (tag, from) = _varint(record, place);
        field = tag >> 3;
        uint64 kind = tag & 7;
        if (kind == 0) {
            (number, next) = _varint(record, from);
        } else if (kind == 2) {
            uint64 length;
            (length, from) = _varint(record, from);
            next = from + length;
        } else if (kind == 1) {
            next = from + 8;
        } else if (kind == 5) {
            next = from + 4;
        } else {
            revert NoRecord();
        }

        if (next > record.length) revert NoRecord();
    }

    function _varint(bytes memory record, uint256 place) private pure returns (uint64 value, uint256 next) {
        for (uint256 shift = 0; shift < 70; shift += 7) {
            if (place >= record.length) revert NoRecord();
            uint8 octet = uint8(record[place++]);
            value |= uint64((uint256(octet & 0x7f) << shift) & type(uint64).max);
            if (octet < 0x80) return (value, place);
        }

        revert NoRecord();
    }

    function _text(bytes memory record, uint256 from, uint256 to) private pure returns (string memory) {
        bytes memory text = new bytes(to - from);
        for (uint256 i = 0; i < text.length; ++i) {
            text[i] = record[from + i];
        }

        return string(text);
    }
}
