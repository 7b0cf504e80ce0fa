using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Protocol.Sessions;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneConfirmCommand : CliCommand
{
    private readonly Argument<uint> _number = new("NUMBER") { Description = "The two digits on the PC's screen." };

    internal PhoneConfirmCommand(CliContext context)
        : base("confirm", "Do what the scanned session asks, sign every field of it, and answer.", "ledger phone confirm 42 --phone ~/phone")
    {
        Add(_number);
        Add(PhoneOptions.Folder);
        Add(PhoneOptions.PinFile);
        Does(context, async (invocation, cancellationToken) =>
        {
            var number = invocation.Value(_number);
            if (number >= ScanLimits.Numbers)
            {
                throw CliException.Usage($"The number on the screen has two digits; {number} is none.");
            }

            var session = await PhoneOptions.Open(invocation).ResumeAsync(cancellationToken);
            var confirmedAt = await session.ConfirmAsync(number, PhoneOptions.PinOf(invocation), cancellationToken);
            invocation.Report.Show("confirmed", new JsonObject
            {
                ["act"] = session.Act.ToString().ToUpperInvariant(),
                ["title"] = session.Title,
                ["confirmed_at"] = Documents.Time(confirmedAt),
            });
            return ExitCode.Done;
        });
    }
}
