using System.Diagnostics;
using Ledger.Crypto.Keys;
using Ledger.FakeNode;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Client.Tests;

/// <summary>The sample is run as a reader would run it: as a program.</summary>
public sealed class QuickStartTests : ClientFixture, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quickstart").FullName;

    [Fact]
    public async Task The_sample_submits_subscribes_and_reads_in_forty_lines_at_most()
    {
        Chain.Put((AccountTables.Subjects.Key(Keys.MemberUscc), new Subject { Name = "珠海建设有限公司" }));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "genesis.json"), Chain.GenesisBytes);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "certificate.der"), [1, 2, 3]);
        using (var pair = Keys.Pair(100))
        {
            KeyFile.Create(Path.Combine(_folder, "key.json"), pair, "628153", KeyFileCost.OfKnownKeys);
        }

        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var argument in (string[])[Program(), "genesis.json", Server.Address.ToString(), "certificate.der", "key.json", "628153"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, errors);
        Assert.Contains("is final in block 2, done: True", output, StringComparison.Ordinal);
        Assert.Contains("event 1: fake.landed", output, StringComparison.Ordinal);
        Assert.Contains("subject as of height 2: 珠海建设有限公司", output, StringComparison.Ordinal);
        Assert.InRange(File.ReadLines(Path.Combine(Sample(), "Program.cs")).Count(), 1, 40);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Built beside this test, in the same configuration.
    private static string Program() =>
        Path.Combine(Sample(), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "QuickStart.dll");

    private static string Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Ledger.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "client-sdk", "samples", "QuickStart");
    }
}
