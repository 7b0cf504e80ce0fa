using System.CommandLine;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderChangeCommand : OrderStepCommand
{
    private readonly Option<ChangeKind> _kind = TypedOption.Choice<ChangeKind>("--kind", "postponement, validity or amount.", "KIND");
    private readonly Option<long?> _amount = TypedOption.MaybeMoney("--amount-fen", "The new amount; never lower.");
    private readonly Option<long?> _until = TypedOption.MaybeTime("--valid-until", "The new end; never earlier.");
    private readonly Option<string?> _notice = new("--notice")
    {
        Description = "The notice that calls for it: its digest goes into the letter of a plain order.",
        HelpName = "FILE",
    };

    internal OrderChangeCommand(CliContext context)
        : base(
            "change",
            "Ask for a later end or a higher amount of an issued guarantee.",
            "ledger order change 00112233445566778899aabbccddeeff --kind postponement --valid-until 2027-04-01T00:00:00+08:00 " +
            "--orders orders")
    {
        Add(_kind);
        Add(_amount);
        Add(_until);
        Add(_notice);
        StepsForGood(
            context,
            ("change", "变更保函"),
            (invocation, orders, id, cancellationToken) => orders.RequestChangeAsync(
                id,
                invocation.Value(_kind),
                invocation.Value(_amount),
                invocation.Value(_until),
                invocation.Value(_notice) is { } notice
                    ? OrderFiles.DigestOf(notice, invocation.Genesis.Hasher)
                    : default(ReadOnlyMemory<byte>),
                cancellationToken),
            invocation => new Document
            {
                ["change_kind"] = Datum.Word(invocation.Value(_kind)),
                ["new_amount_fen"] = Datum.Money(invocation.Value(_amount)),
                ["new_valid_until"] = Datum.Time(invocation.Value(_until) ?? 0),
                ["notice_digest"] = invocation.Value(_notice) is { } notice
                    ? Datum.Id(OrderFiles.DigestOf(notice, invocation.Genesis.Hasher))
                    : null,
            });
    }
}
