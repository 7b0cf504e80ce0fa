using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Views.Designs;
using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

/// <summary>What every command of the phone takes and shows.</summary>
internal static class PhoneOptions
{
    internal static Option<string?> Folder { get; } = new("--phone")
    {
        Description = "The phone's folder. [env: LEDGER_PHONE]",
        HelpName = "DIR",
    };

    internal static Option<string?> PinFile { get; } = new("--phone-pin-file")
    {
        Description = "A file that holds the phone's PIN; asked for otherwise. [env: LEDGER_PHONE_PIN_FILE]",
        HelpName = "FILE",
    };

    internal static string FolderOf(Invocation invocation) => invocation.Value(Folder) ?? invocation.Context.Variable("LEDGER_PHONE")
        ?? throw CliException.Usage("Which phone? Give its folder with --phone DIR, or set LEDGER_PHONE.");

    internal static string PinOf(Invocation invocation) =>
        new KeyOpener(invocation.Context)
            .Pin(invocation.Value(PinFile) ?? invocation.Context.Variable("LEDGER_PHONE_PIN_FILE"), "The phone's PIN:");

    internal static string NewPinOf(Invocation invocation) =>
        new KeyOpener(invocation.Context)
            .NewPin(invocation.Value(PinFile) ?? invocation.Context.Variable("LEDGER_PHONE_PIN_FILE"), "The phone's new PIN:");

    internal static PhoneClient Open(Invocation invocation) => new(invocation.OpenReader(), PhoneVault.Open(FolderOf(invocation)));

    internal static void Show(Invocation invocation, PhoneSession session, IReadOnlyList<PhoneItem> items)
    {
        var document = new Document
        {
            ["rehearsal"] = invocation.Genesis.IsRehearsal,
            ["act"] = Datum.Word(session.Act),
            ["title"] = session.Title,
            ["origin"] = session.Origin,
            ["centre"] = session.CentreName,
            ["centre_uscc"] = session.CentreUscc,
            ["section"] = session.SectionCode,
            ["expires_at"] = Datum.Time(session.ExpiresAt),
            ["seal"] = session.Seal is { } seal ? $"{seal.Name} ({seal.Id})" : null,
            ["items"] = Datum.List(items.Select(item => new Document
            {
                ["title"] = item.Title,
                ["digest"] = item.Digest,
                ["bytes"] = item.Bytes,
                ["checked_here"] = item.Content is not null,
            })),
        };
        invocation.Report.Show(document, screen =>
        {
            Footer.Rehearsal(screen, invocation.Genesis.IsRehearsal);
            TextView.Write(screen, screen.Say("the page asks you to", "网页请您"), document);
        });
    }
}
