using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Tests;

/// <summary>Who may sign, seal and pay for a subject: one row for each call allowed and each refusal.</summary>
internal static class OperatorCallRows
{
    private const int Person = 8; // whose certificate is entered as the bidder's

    internal static IEnumerable<Row> All =>
    [
        Row("appointed", RefusalCode.None, w => w.Run(w.Bidder, Appointing()), "operator.appointed"),
        Row("appointed again with other powers", RefusalCode.None, w =>
        {
            w.MustRun(w.Bidder, Appointing());
            w.Time++;
            var refused = w.Run(w.Bidder, Appointing(c => c.Powers.Remove(OperatorPower.Seal)));
            Assert.Equal([OperatorPower.Sign], PowersAt(w, w.Time));
            Assert.Equal([OperatorPower.Sign, OperatorPower.Seal], PowersAt(w, w.Time - 1));
            Assert.Empty(PowersAt(w, World.Start + World.Day));
            return refused;
        }),
        Row("dismissed", RefusalCode.None, w =>
        {
            w.MustRun(w.Bidder, Appointing());
            w.Time++;
            var refused = w.Run(w.Bidder, Dismissing());
            Assert.Empty(PowersAt(w, w.Time));
            return refused;
        }, "operator.dismissed"),
        Row("dismissed twice", RefusalCode.UnknownOperator, w =>
        {
            w.MustRun(w.Bidder, Appointing());
            w.MustRun(w.Bidder, Dismissing());
            return w.Run(w.Bidder, Dismissing());
        }),
        Row("dismissed who was none", RefusalCode.UnknownOperator, w => w.Run(w.Bidder, Dismissing())),
        Row("dismissed without reason", RefusalCode.BadText, w => w.Run(w.Bidder, Dismissing(c => c.Reason = ""))),
        Row("of another subject's certificate", RefusalCode.UnknownCertificate, w => w.Run(w.Tenderer, Appointing())),
        Row("of no certificate", RefusalCode.UnknownCertificate, w => w.Run(
            w.Bidder, Appointing(c => c.CertificateId = World.Blob(32, 99)))),
        Row("by the operator", RefusalCode.OperatorDecides, w =>
        {
            w.MustRun(w.Bidder, Appointing());
            var person = w.Bidder with { CertificateId = World.CertificateOf(Person) };
            return w.Run(person, Appointing(c => c.CertificateId = Id(7)));
        }),
        Row("of the certificate that signs", RefusalCode.OperatorDecides, w => w.Run(w.Bidder, Appointing(c => c.CertificateId = Id(7)))),
        Row("without powers", RefusalCode.BadTerm, w => w.Run(w.Bidder, Appointing(c => c.Powers.Clear()))),
        Row("with a power twice", RefusalCode.BadTerm, w => w.Run(w.Bidder, Appointing(c => c.Powers.Add(OperatorPower.Seal)))),
        Row("until now", RefusalCode.BadTerm, w => w.Run(w.Bidder, Appointing(c => c.Until = World.Start))),
        Row("in clear", RefusalCode.BadDigest, w => w.Run(w.Bidder, Appointing(c => c.PersonCommitment = World.Blob(18)))),
        Row("more often than a record holds", RefusalCode.HistoryFull, w =>
        {
            for (var i = 0; i < OperatorRules.TermsMax; i++)
            {
                w.MustRun(w.Bidder, Appointing());
            }

            return w.Run(w.Bidder, Appointing());
        }),
    ];

    internal static Call Appointing(Action<AppointOperator>? change = null) => new()
    {
        Account = new AccountCall
        {
            AppointOperator = World.With(
                new AppointOperator
                {
                    CertificateId = Id(Person),
                    PersonCommitment = World.Blob(32, 4),
                    Powers = { OperatorPower.Sign, OperatorPower.Seal },
                    Until = World.Start + World.Day,
                },
                change ?? (_ => { })),
        },
    };

    internal static Call Dismissing(Action<DismissOperator>? change = null) => new()
    {
        Account = new AccountCall
        {
            DismissOperator = World.With(new DismissOperator { CertificateId = Id(Person), Reason = "离职" }, change ?? (_ => { })),
        },
    };

    private static Google.Protobuf.ByteString Id(int number) => Google.Protobuf.ByteString.CopyFrom(World.CertificateOf(number).ToArray());

    private static IReadOnlyList<OperatorPower> PowersAt(World w, long time) => OperatorRules.PowersAt(
        AccountTables.Operators.Read(w.State, AccountTables.OperatorKey(w.Bidder.Uscc, Id(Person).Span))!, time);

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) => new(
        $"operator: {name}",
        "DESIGN §6",
        expected,
        w =>
        {
            w.Register(Person, certificate => certificate.Uscc = w.Bidder.Uscc);
            return act(w);
        },
        @event);
}
