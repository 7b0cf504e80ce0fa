using System.CommandLine;
using Ledger.Client.Mailbox;

namespace Ledger.Cli.Commands.Mail;

/// <summary>The nodes of commands on letters and documents: <c>--node</c> first, then every <c>--also</c>.</summary>
internal sealed class MailNodes
{
    internal Option<string[]> Also { get; } = new("--also")
    {
        Description = "Another node to use where the first does not do; once for each.",
        HelpName = "URL",
        DefaultValueFactory = _ => [],
    };

    internal MailboxClientOptions Options(Invocation invocation)
    {
        var options = new MailboxClientOptions
        {
            Genesis = invocation.Genesis,
            Nodes = [invocation.NodeAddress(), .. invocation.Value(Also).Select(Invocation.AddressOf)],
            HttpHandler = invocation.Pinned,
        };
        return invocation.Caller is { } caller ? options with { AuthenticateTo = caller.Nodes, Caller = caller.Signer } : options;
    }

    internal MailboxClient OpenLetters(Invocation invocation) => invocation.Own(MailboxClient.Open(Options(invocation)));
}
