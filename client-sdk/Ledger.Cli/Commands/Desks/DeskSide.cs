using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Orders;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Desks;

/// <summary>The guarantor's desk: the folder with its settings.</summary>
internal sealed class DeskSide : BookSide<GuarantorDesk>
{
    private const string SettingsFile = "settings";

    internal static Option<string?> DeskFolder { get; } = new("--desk")
    {
        Description = "The desk's folder; secret. [env: LEDGER_DESK]",
        HelpName = "DIR",
    };

    internal override Option<string?> Folder => DeskFolder;

    internal static string FolderOf(Invocation invocation) =>
        invocation.Common(DeskFolder, "LEDGER_DESK")
            ?? throw CliException.Usage(
                "Which desk? Give its folder with --desk DIR, or set LEDGER_DESK.",
                "哪个保函柜台？请用 --desk 指定其目录，或设置 LEDGER_DESK。");

    internal static void WriteSettings(string folder, DeskSettings settings) =>
        EncodedFile.WriteNewSecret(Path.Combine(folder, SettingsFile), settings.ToByteArray());

    internal static DeskSettings ReadSettings(string folder)
    {
        var path = Path.Combine(folder, SettingsFile);
        return File.Exists(path)
            ? DeskSettings.Parser.ParseFrom(EncodedFile.ReadAll(path))
            : throw CliException.Usage(
                $"{folder} holds no desk. Make one with `ledger desk init`.", $"{folder} 中没有保函柜台，请用 `ledger desk init` 新建。");
    }

    internal static CoverTiers TiersOf(DeskSettings settings) => new([.. settings.CoverTiersFen], (int)settings.EndTierMonths);

    internal Task<(OrderBookOptions Book, LedgerClient Client)> OpenBookAsync(Invocation invocation, CancellationToken cancellationToken) =>
        Access.OpenBookAsync(invocation, FolderOf(invocation), cancellationToken);

    internal override async Task<GuarantorDesk> OpenAsync(Invocation invocation, bool onlyReads, CancellationToken cancellationToken)
    {
        var (folder, settings) = (FolderOf(invocation), ReadSettings(FolderOf(invocation)));
        var options = await OptionsAsync(invocation, folder, onlyReads, cancellationToken);
        return invocation.Own(await OpenAsync(options, settings, cancellationToken));
    }

    /// <summary>The signer's client, once the folder has proved to be the signer's: nothing is signed in another's name.</summary>
    internal async Task<LedgerClient> OpenOwnerAsync(Invocation invocation, DeskSettings settings, CancellationToken cancellationToken)
    {
        var (book, client) = await OpenBookAsync(invocation, cancellationToken);
        (await OpenAsync(book, settings, cancellationToken)).Dispose();
        return client;
    }

    internal static Task<GuarantorDesk> OpenAsync(OrderBookOptions book, DeskSettings settings, CancellationToken cancellationToken)
    {
        var options = new DeskOptions
        {
            Book = book,
            Mailbox = settings.Mailbox.Memory,
            Form = settings.Form,
            LegalNature = settings.LegalNature,
            PayAccount = settings.PayAccount,
            Tiers = TiersOf(settings),
            IssueSlots = (int)settings.IssueSlots,
            SurrenderSlots = (int)settings.SurrenderSlots,
        };
        return OrderAccess.UnlockedAsync(() => new GuarantorDesk(options), cancellationToken);
    }
}
