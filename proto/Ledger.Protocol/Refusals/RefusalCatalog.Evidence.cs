namespace Ledger.Protocol;

// Refusals of the Evidence contract: 8xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] EvidenceRefusals =>
    [
        new(RefusalCode.SessionTimes, "SESSION_TIMES",
            "A session is opened, then finished, then recorded once the day is over (DOMAIN §2 and §3: nothing tells of acts while they matter).",
            "Correct the times; record a day after its end in China Standard Time.",
            Transient: true),
        new(RefusalCode.SessionConflict, "SESSION_CONFLICT",
            "A session stands once in its centre's books; a day is recorded once, days only go up, and no record changes (DOMAIN §3: single use).",
            "Nothing: the first record stands. Put what it lacks into the next day's book; take a fresh salt for every session."),
    ];
}
