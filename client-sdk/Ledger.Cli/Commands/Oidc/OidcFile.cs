using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Oidc.Configuration;
using Ledger.Oidc.Keys;

namespace Ledger.Cli.Commands.Oidc;

/// <summary>The configuration that the commands of a provider read.</summary>
internal static class OidcFile
{
    internal static Argument<string> Argument { get; } = new("FILE") { Description = "The configuration, docs/spec/oidc.schema.json." };

    /// <summary>The configuration.</summary>
    /// <exception cref="CliException">The file has faults; the message names every one.</exception>
    internal static OidcConfiguration Read(Invocation invocation)
    {
        var path = invocation.Value(Argument);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var reading = OidcConfigurationReader.Read(EncodedFile.ReadAll(path), folder);
        return reading.Configuration ?? throw JsonFaults.Usage(
            reading.Faults, $"{path} is no configuration of a provider", $"{path} 不是有效的登录服务配置");
    }

    internal static KeyFolder KeysOf(OidcConfiguration configuration) => new(configuration.Keys, configuration.Origin);

    /// <summary>The PIN of the provider's keys: the centre's key has the same.</summary>
    internal static string PinOf(Invocation invocation) =>
        new KeyOpener(invocation.Context).Pin(invocation.PinPath, "PIN of the provider's keys:");
}
