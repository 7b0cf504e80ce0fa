using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Commands.Orders;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskInitCommand : CliCommand
{
    private readonly Argument<string> _account = new("ACCOUNT")
    {
        Description = "JSON of ledger.v1.BankAccount: where premiums are paid to.",
    };
    private readonly Option<GuaranteeForm> _form = TypedOption.Choice<GuaranteeForm>("--form", "bank, insurance or surety.", "FORM");
    private readonly Option<LegalNature> _nature = TypedOption.Choice<LegalNature>(
        "--nature", "independent, accessory or insurance.", "NATURE");

    private readonly Option<int> _slots = new("--batch-size")
    {
        Description = "Records in every batch: 1, 2, 4, … 64. Passports of more than 8 exceed 16 KiB.",
        HelpName = "N",
        DefaultValueFactory = _ => 8,
    };
    private readonly Option<int> _surrenders = new("--surrenders")
    {
        Description = "Surrenders in every batch.",
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };
    private readonly Option<int> _interval = new("--interval-seconds")
    {
        Description = "From batch to batch.",
        HelpName = "N",
        DefaultValueFactory = _ => 600,
    };
    private readonly DeskSide _side = new();

    internal DeskInitCommand(CliContext context)
        : base(
            "init",
            "Make a desk: its folder and its mailbox. `desk card publish` then lets bidders find it.",
            "ledger desk init account.json --form bank --nature independent --desk desk")
    {
        Add(_account);
        Add(_form);
        Add(_nature);
        Add(_slots);
        Add(_surrenders);
        Add(_interval);
        Add(DeskSide.DeskFolder);
        Add(_side.Nodes.Also);
        Does(context, InitAsync);
    }

    private async Task<int> InitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Value(_slots) is < 1 or > 64 || invocation.Value(_surrenders) is < 0 or > 64 ||
            invocation.Value(_interval) is < 1 or > 86_400)
        {
            throw CliException.Usage(
                "A batch has 1 to 64 records and 0 to 64 surrenders, and comes every 1 to 86400 seconds.",
                "每批 1 至 64 条开立记录、0 至 64 条退保记录，间隔 1 至 86400 秒。");
        }

        var (book, client) = await _side.OpenBookAsync(invocation, cancellationToken);
        await RequireGuarantorAsync(client, book.Party.Uscc, cancellationToken);
        var (secret, card) = book.Mail.NewMailbox();
        var settings = new DeskSettings
        {
            Form = invocation.Value(_form),
            LegalNature = invocation.Value(_nature),
            PayAccount = OrderFiles.ReadJson<BankAccount>(invocation.Value(_account)),
            Mailbox = ByteString.CopyFrom(secret),
            Card = card,
            CoverTiersFen = { CoverTiers.Default.AmountsFen },
            EndTierMonths = (uint)CoverTiers.Default.EndMonths,
            IssueSlots = (uint)invocation.Value(_slots),
            SurrenderSlots = (uint)invocation.Value(_surrenders),
            IntervalSeconds = (uint)invocation.Value(_interval),
        };
        using var desk = await DeskSide.OpenAsync(book, settings, cancellationToken);
        DeskSide.WriteSettings(book.Folder, settings);
        invocation.Report.Show(
            ("desk", "保函柜台"),
            new Document { ["desk"] = book.Folder, ["uscc"] = book.Party.Uscc, ["tiers"] = CoverTiers.Default.ToString() });
        return ExitCode.Done;
    }

    private static async Task RequireGuarantorAsync(LedgerClient client, string uscc, CancellationToken cancellationToken)
    {
        var member = await client.ReadAsync(
            MembershipTables.Members, MembershipTables.Members.Key(uscc), cancellationToken: cancellationToken);
        if (member.Record is not { Active: true } active || !active.Roles.Contains(Role.Guarantor))
        {
            throw CliException.Usage(
                $"{uscc} is no active member with the role of a guarantor, so its desk could issue nothing. Use the guarantor's key, or " +
                "let the consortium give the role first: `ledger proposal make`.",
                $"{uscc} 不是具有保函机构角色的有效成员，其柜台无法开立保函。请使用保函机构的密钥，或先由联盟授予该角色（`ledger proposal make`）。");
        }
    }
}
