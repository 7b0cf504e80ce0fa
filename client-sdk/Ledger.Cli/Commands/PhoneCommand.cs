using Ledger.Cli.Commands.Phones;

namespace Ledger.Cli.Commands;

internal sealed class PhoneCommand : CliCommand
{
    internal PhoneCommand(CliContext context)
        : base(
            "phone",
            "Scan sessions, the bidder's side: a phone whose keys lie in a folder under a PIN.",
            "ledger phone confirm 42 --phone ~/phone")
    {
        Add(new PhoneInitCommand(context));
        Add(new PhoneShowCommand(context));
        Add(new PhoneScanCommand(context));
        Add(new PhoneConfirmCommand(context));
        Add(new PhoneRejectCommand(context));
        Add(new PhoneTrustCommand(context));
        Add(new PhoneUntrustCommand(context));
        Add(new PhonePinCommand(context));
        Add(new PhoneResetCommand(context));
    }
}
