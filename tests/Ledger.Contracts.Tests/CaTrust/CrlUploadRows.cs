using Ledger.Protocol;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>Lists in parts: one row for each step that is taken and each refusal.</summary>
internal static class CrlUploadRows
{
    internal static IEnumerable<Row> All =>
    [
        Upload("begun", RefusalCode.None, (w, u) => w.Run(w.Bidder, u.Begin()), "crl.upload_begun"),
        Upload("begun for an unknown CA", RefusalCode.UnknownAuthority, (w, u) => w.Run(w.Bidder, u.Begin("other"))),
        Upload("of no bytes", RefusalCode.CrlTooLarge, (w, u) => w.Run(w.Bidder, u.Begin(bytes: 0))),
        Upload("of 4 MiB and a byte", RefusalCode.CrlTooLarge, (w, u) => w.Run(w.Bidder, u.Begin(bytes: CrlUploadLimits.CrlBytesMax + 1))),
        Upload("begun twice", RefusalCode.CrlUploadExists, (w, u) => w.Run(w.Bidder, u.Begun(w).Begin())),
        Upload("begun by another subject too", RefusalCode.None, (w, u) => w.Run(w.Centre, u.Begun(w).Begin())),
        Upload("begun as the third of a subject", RefusalCode.CrlUploadsOpen, (w, u) =>
        {
            u.Begun(w);
            UploadWorld.Of(w, entries: 2).Begun(w);
            return w.Run(w.Bidder, UploadWorld.Of(w, entries: 3).Begin());
        }),
        Upload("begun as the third after two hours", RefusalCode.None, (w, u) =>
        {
            u.AlmostThere(w);
            UploadWorld.Of(w, entries: 2).Begun(w);
            return w.Later(CrlUploadLimits.LifetimeMs).Run(w.Bidder, UploadWorld.Of(w, entries: 3).Begin());
        }),
        Upload("with its next part", RefusalCode.None, (w, u) => w.Run(w.Bidder, u.Begun(w).Part(0)), "crl.part_added"),
        Upload("with a part but not begun", RefusalCode.UnknownCrlUpload, (w, u) => w.Run(w.Bidder, u.Part(0))),
        Upload("with a part from another subject", RefusalCode.UnknownCrlUpload, (w, u) => w.Run(w.Centre, u.Begun(w).Part(0))),
        Upload("with a part left out", RefusalCode.CrlUploadOrder, (w, u) => w.Run(w.Bidder, u.Begun(w).Part(1))),
        Upload("with a part twice", RefusalCode.CrlUploadOrder, (w, u) =>
        {
            w.MustRun(w.Bidder, u.Begun(w).Part(0));
            return w.Run(w.Bidder, u.Part(0));
        }),
        Upload("with a part too many", RefusalCode.CrlUploadOrder, (w, u) => w.Run(w.Bidder, u.There(w).Part(u.Parts))),
        Upload("with a part a byte short", RefusalCode.CrlUploadOrder, (w, u) => w.Run(w.Bidder, u.Begun(w).Part(0, part => part[1..]))),
        Upload("with a part a byte long", RefusalCode.CrlUploadOrder, (w, u) => w.Run(w.Bidder, u.Begun(w).Part(0, part => [.. part, 0]))),
        Upload("with its last part", RefusalCode.None, (w, u) => w.Run(w.Bidder, u.AlmostThere(w).Part(u.Parts - 1)), "crl.upload_checked"),
        Upload(
            "with a changed last part",
            RefusalCode.CrlDigestMismatch,
            (w, u) => w.Run(w.Bidder, u.AlmostThere(w).Part(u.Parts - 1, Changed))),
        Upload("that nobody of the CA signed", RefusalCode.CrlSignature, (w, _) =>
        {
            var u = UploadWorld.Of(w, keySeed: 60);
            return w.Run(w.Bidder, u.AlmostThere(w).Part(u.Parts - 1));
        }),
        Upload("that is not newer", RefusalCode.CrlNotNewer, (w, u) =>
        {
            w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)));
            return w.Run(w.Bidder, u.AlmostThere(w).Part(u.Parts - 1));
        }),
        Upload("with a part after two hours", RefusalCode.CrlUploadExpired, (w, u) =>
        {
            u.Begun(w);
            return w.Later(CrlUploadLimits.LifetimeMs).Run(w.Bidder, u.Part(0));
        }),
        Upload("applied by a step", RefusalCode.None, (w, u) => w.Run(w.Bidder, u.There(w).Apply()), "crl.step_applied"),
        Upload("applied before its last part", RefusalCode.CrlUploadOrder, (w, u) => w.Run(w.Bidder, u.AlmostThere(w).Apply())),
        Upload(
            "applied by a fifth step in a block",
            RefusalCode.CrlWorkLimit,
            (w, u) => FifthStep(w, UploadWorld.Of(w, entries: 12_000).There(w))),
        Upload("as the second whole list of a block", RefusalCode.CrlWorkLimit, (w, u) =>
        {
            var other = UploadWorld.Of(w, entries: 2).Begun(w);
            w.MustRun(w.Bidder, u.AlmostThere(w).Part(u.Parts - 1));
            return w.RunInSameBlock(w.Bidder, other.Part(0));
        }),
        Upload("of an authority that was left out meanwhile", RefusalCode.CrlSignature, (w, _) =>
        {
            var u = UploadWorld.Of(w, keySeed: TrustWorld.SubSeed, name: TrustWorld.SubName).There(w);
            w.MustEnact(TrustWorld.Entering(entry => entry.Certificates.RemoveAt(1)));
            return w.Run(w.Bidder, u.Apply());
        }),
        Upload("dropped", RefusalCode.None, (w, u) => w.Run(w.Bidder, u.There(w).Drop()), "crl.upload_dropped"),
        Upload("dropped but not begun", RefusalCode.UnknownCrlUpload, (w, u) => w.Run(w.Bidder, u.Drop())),
        Upload("dropped by another subject", RefusalCode.UnknownCrlUpload, (w, u) => w.Run(w.Centre, u.Begun(w).Drop())),
        Upload("dropped after two hours", RefusalCode.None, (w, u) =>
        {
            u.Begun(w);
            return w.Later(CrlUploadLimits.LifetimeMs).Run(w.Bidder, u.Drop());
        }),
    ];

    private static Refused FifthStep(World w, UploadWorld u)
    {
        w.MustRun(w.Bidder, u.Apply());
        for (var step = 1; step < CrlUploadLimits.StepsOfBlockMax; step++)
        {
            Assert.False(w.RunInSameBlock(w.Bidder, u.Apply()).IsRefused);
        }

        return w.RunInSameBlock(w.Bidder, u.Apply());
    }

    private static byte[] Changed(byte[] part)
    {
        part[0] ^= 1;
        return part;
    }

    private static Row Upload(string name, RefusalCode expected, Func<World, UploadWorld, Refused> act, string? @event = null) =>
        new($"crl in parts: {name}", "RFC 5280 §5, §6.3.3; DESIGN §11", expected, w => act(w.WithCa(), UploadWorld.Of(w)), @event);
}
