using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Tests;

/// <summary>What becomes of a record: one row for each change allowed and each refusal.</summary>
internal static class CredentialChangeRows
{
    internal static IEnumerable<Row> All => [.. Changing, .. Superseding];

    private static IEnumerable<Row> Changing =>
    [
        Change("suspended", RefusalCode.None, [CredentialChangeKind.Suspended], "credential.changed"),
        Change("suspended and restored", RefusalCode.None, [CredentialChangeKind.Suspended, CredentialChangeKind.Restored]),
        Change("revoked while suspended", RefusalCode.None, [CredentialChangeKind.Suspended, CredentialChangeKind.Revoked]),
        Change("suspended twice", RefusalCode.CredentialState, [CredentialChangeKind.Suspended, CredentialChangeKind.Suspended]),
        Change("restored without suspension", RefusalCode.CredentialState, [CredentialChangeKind.Restored]),
        Change("restored after its end", RefusalCode.CredentialState, [CredentialChangeKind.Revoked, CredentialChangeKind.Restored]),
        Change("a qualification repaired", RefusalCode.CredentialState, [CredentialChangeKind.Repaired]),
        Row("a blacklist repaired", RefusalCode.None, w =>
        {
            w.MustRun(w.Regulator, CredentialRows.Call(World.Crediting()));
            return w.Run(w.Regulator, Call(World.Changing(World.Crediting(), CredentialChangeKind.Repaired)));
        }),
        Row("by another authority", RefusalCode.NotTheRecordsIssuer, w => Recorded(w).Run(
            w.Regulator, Call(World.Suspending(World.Qualifying())))),
        Row("by an authority that left", RefusalCode.NotTheRecordsIssuer, w => Recorded(w).Run(
            w.Authority with { Member = null }, Call(World.Suspending(World.Qualifying())))),
        Row("of nothing", RefusalCode.UnknownCredential, w => w.Run(w.Authority, Call(World.Suspending(World.Qualifying())))),
        Spoilt("without a reason", RefusalCode.BadText, c => c.Reason = ""),
        Spoilt("without a document", RefusalCode.BadText, c => c.DocumentNo = ""),
        Spoilt("of no kind", RefusalCode.BadEnumeration, c => c.Kind = default),
        Spoilt("of two years ahead", RefusalCode.BadPeriod, c => c.EffectiveFrom = World.Start + (700 * World.Day)),
        Spoilt("of before the record", RefusalCode.BackDated, c => c.EffectiveFrom = World.IssuedAt - 1),
        Row("of before the change before", RefusalCode.BackDated, w =>
        {
            Recorded(w).MustRun(w.Authority, Call(World.Suspending(World.Qualifying())));
            return w.Run(w.Authority, Call(World.Changing(World.Qualifying(), CredentialChangeKind.Restored, World.Start - 1)));
        }),
        Row("of longer ago than it may", RefusalCode.BackDated, w =>
        {
            Recorded(w).Put(World.With(
                World.Competence(10, CredentialKind.Qualification, "D1"), c => (c.EffectiveFrom, c.BackDatingDaysMax) = (World.Start, 30)));
            return w.Run(w.Authority, Call(World.Changing(
                World.Qualifying(), CredentialChangeKind.Suspended, World.Start - (31 * World.Day))));
        }),
        Row("more often than a record holds", RefusalCode.HistoryFull, w =>
        {
            Recorded(w);
            for (var i = 0; i < CredentialRules.ChangesMax; i++)
            {
                w.MustRun(w.Authority, Call(World.Changing(
                    World.Qualifying(), i % 2 == 0 ? CredentialChangeKind.Suspended : CredentialChangeKind.Restored)));
            }

            return w.Run(w.Authority, Call(World.Suspending(World.Qualifying())));
        }),
    ];

    private static IEnumerable<Row> Superseding =>
    [
        Row("superseded by a new record", RefusalCode.None, w => Recorded(w).Run(
            w.Authority, CredentialRows.Call(Successor(30))), "credential.changed"),
        Row("superseded by a record that stands", RefusalCode.None, w => Supersede(Both(w), 21, 30)),
        Row("superseded by itself", RefusalCode.CyclicSupersession, w => Supersede(Recorded(w), 21, 21)),
        Row("superseded by what it took the place of", RefusalCode.CyclicSupersession, w =>
        {
            Both(w);
            Assert.False(Supersede(w, 21, 30).IsRefused);
            return Supersede(w, 30, 21);
        }),
        Row("superseded in a ring of three", RefusalCode.CyclicSupersession, w =>
        {
            Both(w).MustRun(w.Authority, CredentialRows.Call(World.Qualifying(31)));
            Assert.False(Supersede(w, 21, 30).IsRefused);
            Assert.False(Supersede(w, 30, 31).IsRefused);
            return Supersede(w, 31, 21);
        }),
        Row("superseded by nothing", RefusalCode.UnknownCredential, w => Supersede(Recorded(w), 21, 99)),
        Row("superseded by one of another kind", RefusalCode.SupersessionMismatch, w =>
        {
            Recorded(w).MustRun(w.Authority, CredentialRows.Call(World.Registering(30)));
            return Supersede(w, 21, 30);
        }),
        Row("superseded by a new record that is itself", RefusalCode.CyclicSupersession, w => w.Run(
            w.Authority, CredentialRows.Call(World.With(World.Qualifying(), c => c.Supersedes = c.RecordId)))),
        Row("superseded after its end", RefusalCode.CredentialState, w =>
        {
            Recorded(w).MustRun(w.Authority, Call(World.Changing(World.Qualifying(), CredentialChangeKind.Revoked)));
            return w.Run(w.Authority, CredentialRows.Call(Successor(30)));
        }),
    ];

    internal static Call Call(ChangeCredential call) => new() { Credential = new CredentialCall { ChangeCredential = call } };

    private static World Recorded(World w)
    {
        w.MustRun(w.Authority, CredentialRows.Call(World.Qualifying()));
        return w;
    }

    private static World Both(World w)
    {
        Recorded(w).MustRun(w.Authority, CredentialRows.Call(World.Qualifying(30)));
        return w;
    }

    private static RecordCredential Successor(byte id) => World.With(
        World.Qualifying(id), c => (c.Supersedes, c.EffectiveFrom) = (World.Blob(16, 21), World.Start));

    private static Refused Supersede(World w, byte id, byte by) => w.Run(w.Authority, Call(World.With(
        World.Changing(World.Qualifying(id), CredentialChangeKind.Superseded), c => c.SuccessorId = World.Blob(16, by))));

    private static Row Change(string name, RefusalCode expected, CredentialChangeKind[] kinds, string? @event = null) => Row(
        name,
        expected,
        w =>
        {
            Recorded(w);
            foreach (var kind in kinds[..^1])
            {
                w.MustRun(w.Authority, Call(World.Changing(World.Qualifying(), kind)));
            }

            return w.Run(w.Authority, Call(World.Changing(World.Qualifying(), kinds[^1])));
        },
        @event);

    private static Row Spoilt(string name, RefusalCode expected, Action<ChangeCredential> change) => Row(
        name, expected, w => Recorded(w).Run(w.Authority, Call(World.With(World.Suspending(World.Qualifying()), change))));

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"change: {name}", "DOMAIN §4; docs/spec/credential.md", expected, w => act(w.WithCredentials()), @event);
}
