using Ledger.Oidc;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Commands.Oidc;

internal sealed class OidcServeCommand : CliCommand
{
    internal OidcServeCommand(CliContext context)
        : base(
            "serve",
            "Serve logins as a trading centre, until Ctrl-C or SIGTERM. TLS ends in front: it listens on this machine alone.",
            "ledger oidc serve oidc.json --key centre.key --pin-file centre.pin")
    {
        Add(OidcFile.Argument);
        Does(context, ServeAsync);
    }

    private static async Task<int> ServeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var configuration = OidcFile.Read(invocation);
        if (OidcFile.KeysOf(configuration).IsEmpty)
        {
            throw CliException.Usage(
                $"{configuration.Keys} holds no keys yet: make them with `ledger oidc key {invocation.Value(OidcFile.Argument)}`.",
                $"{configuration.Keys} 中还没有密钥：请先运行 `ledger oidc key {invocation.Value(OidcFile.Argument)}`。");
        }

        var signer = await invocation.FindSignerAsync(cancellationToken);
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ErrorLines(invocation.Context.Error)));
        try
        {
            await using var server = await OidcServer.StartAsync(
                new OidcServerOptions
                {
                    Configuration = configuration,
                    Client = invocation.Open(signer),
                    CertificateId = signer.CertificateId,
                    Pin = OidcFile.PinOf(invocation),
                    Logging = logging,
                },
                cancellationToken);
            invocation.Report.ShowItem(
                new Document { ["origin"] = configuration.Origin, ["address"] = configuration.Listen.ToString() },
                ($"{configuration.Origin} serves logins at {configuration.Listen}",
                    $"{configuration.Origin} 在 {configuration.Listen} 提供登录服务"));
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C and SIGTERM.
        }

        return ExitCode.Done;
    }
}
