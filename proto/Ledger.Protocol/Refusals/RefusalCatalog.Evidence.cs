namespace Ledger.Protocol;

// Refusals of the Evidence contract: 8xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] EvidenceRefusals =>
    [
        new(RefusalCode.SessionCount, "SESSION_COUNT",
            "One call records 1 to 256 sessions, each commitment once (DESIGN §11: every list has a limit).",
            "Split the sessions over several calls."),
        new(RefusalCode.SessionTimes, "SESSION_TIMES",
            "A session is opened, then finished, then recorded (DOMAIN §3).",
            "Correct the times; record a session only after it finished.",
            Transient: true),
        new(RefusalCode.SessionConflict, "SESSION_CONFLICT",
            "A session is recorded once, and its record never changes (DOMAIN §3: single use).",
            "Nothing: the first record stands. Take a fresh salt for every session."),
        new(RefusalCode.SessionConfirmation, "SESSION_CONFIRMATION",
            "A confirmed session has the digest of its signed confirmation, an expired one has none (DOMAIN §3).",
            "Correct the result or the digest."),
    ];
}
