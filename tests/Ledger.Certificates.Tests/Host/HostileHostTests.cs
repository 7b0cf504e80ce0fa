using System.Diagnostics;
using Ledger.Crypto;

namespace Ledger.Certificates.Tests.Host;

/// <summary>
/// What decides a block does not depend on the machine: a host whose OpenSSL is configured against us gives the same answers.
/// </summary>
public sealed class HostileHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-host").FullName;

    public HostileHostTests() => HostVectors.Make(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(
        "without its algorithms",
        true,
        "openssl_conf = init\n[init]\nproviders = providers\nalg_section = properties\n[providers]\nbase = base\n[base]\nactivate = " +
        "1\n[properties]\ndefault_properties = fips=yes\n")]
    [InlineData(
        "with a policy",
        false,
        "openssl_conf = init\n[init]\nssl_conf = ssl\nalg_section = properties\n[ssl]\nsystem_default = tls\n[tls]\nCipherString = " +
        "DEFAULT:@SECLEVEL=5\nMinProtocol = TLSv1.3\n[properties]\nrh-allow-sha1-signatures = no\n")]
    [InlineData("that is damaged", false, "openssl_conf = init\n[init\nproviders")]
    public async Task A_host_answers_as_any_other(string host, bool hostFails, string configuration)
    {
        var here = new StringWriter();
        HostVectors.Print(_folder, here);
        var expected = here.ToString().Split('\n');
        Assert.DoesNotContain(
            expected,
            line => line.Contains(" spoilt True", StringComparison.Ordinal) || line.Contains(" good False", StringComparison.Ordinal));
        Assert.Equal(16, expected.Count(line => line.Contains(" good True", StringComparison.Ordinal)));
        Assert.Equal(
            Enum.GetValues<SignatureAlgorithm>().Length, expected.Count(line => line.EndsWith(" True False", StringComparison.Ordinal)));

        var there = (await RunAsync(configuration)).Split('\n');
        Assert.Equal(expected.Where(IsOurs), there.Where(IsOurs));
        Assert.True(hostFails == there.Contains("host fails"), host); // the configuration does bite
    }

    private static bool IsOurs(string line) => !line.StartsWith("host ", StringComparison.Ordinal);

    private async Task<string> RunAsync(string configuration)
    {
        var file = Path.Combine(_folder, "openssl.cnf");
        await File.WriteAllTextAsync(file, configuration);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", typeof(HostileHostTests).Assembly.Location, _folder])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OPENSSL_CONF"] = file;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{output}\n{await error}");
        return output;
    }
}
