using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Tests;

/// <summary>
/// AnnounceCosigner: one row for what is allowed and for each refusal. Validator 100 is the centre's, 102 the guarantor's.
/// </summary>
internal static class CosignerRows
{
    internal static IEnumerable<Row> All =>
    [
        Row("a key", RefusalCode.None, w => w.Run(w.Centre, Announcing()), "cosigner.announced"),
        Row("another key in its place", RefusalCode.None, w => Named(w).Run(w.Centre, Announcing(c => c.Address = World.Blob(20, 9)))),
        Row("the same again", RefusalCode.None, w => Named(w).Run(w.Centre, Announcing()), "cosigner.announced"),
        Row("no key, where there is one", RefusalCode.None, w => Named(w).Run(w.Centre, Announcing(Withdraw)), "cosigner.announced"),
        Row("no key, where there is none", RefusalCode.BadCosigner, w => w.Run(w.Centre, Announcing(Withdraw))),
        Row("of 19 bytes", RefusalCode.BadCosigner, w => w.Run(w.Centre, Announcing(c => c.Address = World.Blob(19)))),
        Row("of 21 bytes", RefusalCode.BadCosigner, w => w.Run(w.Centre, Announcing(c => c.Address = World.Blob(21)))),
        Row("of zeros", RefusalCode.BadCosigner, w => w.Run(w.Centre, Announcing(c => c.Address = World.Blob(20, 0)))),
        Row("another's key", RefusalCode.CosignerTaken, w => Named(w).Run(w.Guarantor, Announcing(c => c.ValidatorId = IdOf(102)))),
        Row("the key of one that left", RefusalCode.None, w =>
        {
            Named(w).PutValidators((w.OtherCentre, 1), (w.Guarantor, 1)); // of which the first has the key of the centre's
            MembershipTables.Validators.Write(w.State, SetKey, Without(w, 100));
            return w.Run(w.Guarantor, Announcing(c => c.ValidatorId = IdOf(101)));
        }),
        Row("of another's validator", RefusalCode.NotPermitted, w => w.Run(w.Guarantor, Announcing())),
        Row("of no validator", RefusalCode.NotPermitted, w => w.Run(w.Centre, Announcing(c => c.ValidatorId = World.Blob(32)))),
        Row("of half an id", RefusalCode.NotPermitted, w => w.Run(w.Centre, Announcing(c => c.ValidatorId = World.Blob(16)))),
        Row("by no member", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Announcing())),
        Row("before the rules know it", RefusalCode.UnknownCall, w =>
        {
            w.RuleVersion = 3;
            return w.Run(w.Centre, Announcing());
        }),
    ];

    internal static Call Announcing(Action<AnnounceCosigner>? change = null)
    {
        var call = new AnnounceCosigner { ValidatorId = IdOf(100), Address = World.Blob(20, 5) };
        change?.Invoke(call);
        return new Call { Membership = new MembershipCall { AnnounceCosigner = call } };
    }

    internal static ByteString IdOf(byte seed) =>
        ByteString.CopyFrom(ValidatorRoster.IdOf(World.Hasher, World.Key(seed).PublicKey).ToArray());

    private static byte[] SetKey => MembershipTables.Validators.Key(MembershipTables.Current);

    private static ValidatorSet Without(World w, byte seed)
    {
        var set = MembershipTables.Validators.Read(w.State, SetKey)!;
        set.Validators.Remove(set.Validators.Single(one => one.Id == IdOf(seed)));
        return set;
    }

    private static void Withdraw(AnnounceCosigner call) => call.Address = ByteString.Empty;

    private static World Named(World w)
    {
        w.RuleVersion = 4;
        w.MustRun(w.Centre, Announcing());
        return w;
    }

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> @try, string? @event = null) =>
        new($"announce: {name}", "docs/spec/anchor.md", expected, w =>
        {
            w.RuleVersion = 4;
            return @try(w);
        }, @event);
}
