using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhonePinCommand : CliCommand
{
    private readonly Option<string?> _newPin = new("--new-pin-file")
    {
        Description = "A file that holds the new PIN; asked for otherwise.",
        HelpName = "FILE",
    };

    internal PhonePinCommand(CliContext context)
        : base("pin", "Put the phone's keys under another PIN.", "ledger phone pin --phone ~/phone")
    {
        Add(PhoneOptions.Folder);
        Add(PhoneOptions.PinFile);
        Add(_newPin);
        Does(context, (invocation, _) =>
        {
            var vault = PhoneVault.Open(PhoneOptions.FolderOf(invocation));
            var pin = PhoneOptions.PinOf(invocation);
            vault.ChangePin(pin, new KeyOpener(invocation.Context).NewPin(invocation.Value(_newPin), "The phone's new PIN:"));
            invocation.Report.Show(("phone", "手机"), PhoneInitCommand.Describe(vault));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
