using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneShowCommand : CliCommand
{
    internal PhoneShowCommand(CliContext context)
        : base(
            "show",
            "The phone's certificates, the pages it trusts, and how many wrong PINs are left.",
            "ledger phone show --phone ~/phone")
    {
        Add(PhoneOptions.Folder);
        Does(context, (invocation, _) =>
        {
            invocation.Report.Show(("phone", "手机"), PhoneInitCommand.Describe(PhoneVault.Open(PhoneOptions.FolderOf(invocation))));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
