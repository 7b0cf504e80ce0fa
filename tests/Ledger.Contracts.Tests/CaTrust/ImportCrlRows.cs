using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>ImportCrl: one row for each list that is taken and each refusal.</summary>
internal static class ImportCrlRows
{
    internal static IEnumerable<Row> All =>
    [
        Import("by anyone", RefusalCode.None, w => w.Run(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time))), "crl.imported"),
        Import("of the intermediate authority", RefusalCode.None,
            w =>
                w.Run(
                    w.Bidder,
                    TrustWorld.Importing(TestCrl.Make(TrustWorld.SubSeed, TrustWorld.SubName, w.Time, null, (2, w.Time - 1000))))),
        Import("of 64 KiB and a byte", RefusalCode.CrlTooLarge, w => w.Run(w.Bidder, TrustWorld.Importing(World.Blob((64 * 1024) + 1)))),
        Import(
            "of an unknown CA",
            RefusalCode.UnknownAuthority,
            w => w.Run(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time), "other"))),
        Import("that is none", RefusalCode.BadCrl, w => w.Run(w.Bidder, TrustWorld.Importing(World.Blob(100)))),
        Import("by an impostor of the same name", RefusalCode.CrlSignature,
            w => w.Run(w.Bidder, TrustWorld.Importing(TestCrl.Make(60, TrustWorld.RootName, w.Time, null)))),
        Import(
            "of another authority",
            RefusalCode.CrlSignature,
            w => w.Run(w.Bidder, TrustWorld.Importing(TestCrl.Make(60, "Other CA", w.Time, null)))),
        Import("of an authority that was left out", RefusalCode.CrlSignature, w =>
        {
            w.MustEnact(TrustWorld.Entering(e => e.Certificates.RemoveAt(1)));
            return w.Run(w.Bidder, TrustWorld.Importing(TestCrl.Make(TrustWorld.SubSeed, TrustWorld.SubName, w.Time, null)));
        }),
        Import("twice", RefusalCode.CrlNotNewer, w =>
        {
            w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)));
            return w.Run(w.Centre, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)));
        }),
        Import("that is older", RefusalCode.CrlNotNewer, w =>
        {
            w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)));
            return w.Run(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time - 1000)));
        }),
        Import("that is newer", RefusalCode.None, w =>
        {
            w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time - 1000)));
            return w.Run(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)));
        }),
        Import(
            "dated after block time",
            RefusalCode.CrlFromFuture,
            w => w.Run(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time + 1000)))),
        Import("of a suspended CA", RefusalCode.None,
            w => w.MustEnact(TrustWorld.Status(AuthorityStatus.Suspended)).Run(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)))),
    ];

    private static Row Import(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"crl: {name}", "RFC 5280 §5, §6.3.3; DOMAIN §3", expected, w => act(w.WithCa()), @event);
}
