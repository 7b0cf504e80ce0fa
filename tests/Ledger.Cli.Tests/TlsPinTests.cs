using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Keys;
using Ledger.Host;

namespace Ledger.Cli.Tests;

/// <summary>Commands against nodes whose TLS certificate nobody issued, and which ended long ago: known by their key.</summary>
public sealed class TlsPinTests : ConsortiumFixture
{
    private readonly X509Certificate2 _shown = NewCertificate();

    private protected override NodeServerOptions Served => new() { Tls = _shown };

    [Fact]
    public async Task A_node_is_known_by_its_TLS_key_and_another_key_is_named()
    {
        WriteKey("bank", Seed.Guarantors[0].Participant);
        await File.WriteAllTextAsync(PathOf("node.pem"), _shown.ExportCertificatePem());
        using var other = NewCertificate();
        var (pin, wrong) = (TlsPin.Of(_shown).Text, TlsPin.Of(other).Text);
        await RunAsync(ExitCode.Done, "bank", "status", "--tls-pin", pin.ToUpperInvariant());
        await RunAsync(ExitCode.Done, "bank", "status", "--tls-pin", wrong, "--tls-pin", PathOf("node.pem"));
        await RunAsync(
            ExitCode.Done, "bank", "mailbox", "new", "--pin-file", PathOf("pin"), "--out", PathOf("letters"), "--tls-pin", pin);
        foreach (var (code, words, args) in new (int, string, string[])[]
        {
            (ExitCode.Unreachable, $"it shows the TLS key {pin}, which is none of those", ["--tls-pin", wrong]),
            (ExitCode.Unreachable, "a certificate that this computer does not trust", []),
            (ExitCode.Usage, "is reached in clear", ["--tls-pin", pin, "--node", "http://127.0.0.1:1"]),
            (ExitCode.Usage, "neither 64 hexadecimal digits nor the file of a certificate", ["--tls-pin", pin[1..]]),
        })
        {
            var (ended, output, error) = await ScriptAsync("bank", ["status", .. args]);
            Assert.Equal((code, ""), (ended, output));
            Assert.Contains(words, error, StringComparison.Ordinal);
        }
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-400), DateTimeOffset.UtcNow.AddDays(-30));
    }
}
