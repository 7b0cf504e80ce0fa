using System.Diagnostics;
using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Client.Tests;

/// <summary>The sample is run as a reader would run it: as a program.</summary>
public sealed class QuickStartTests : ClientFixture, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quickstart").FullName;

    [Fact]
    public async Task The_sample_submits_and_reads_and_a_second_run_does_nothing_twice()
    {
        await WriteFilesAsync();
        Chain.Put((AccountTables.Subjects.Key(Keys.MemberUscc), new Subject { Name = "珠海建设有限公司" }));
        var (exit, output) = await RunAsync("genesis.json", Server.Address.ToString(), "certificate.der", "key.json", "628153");
        Assert.True(exit == 0, output);
        Assert.Contains("is final in block 2\n", output, StringComparison.Ordinal);
        Assert.Contains("event: fake.landed", output, StringComparison.Ordinal);
        Assert.Contains("subject as of height 2: 珠海建设有限公司", output, StringComparison.Ordinal);

        var first = Chain.Block(2)!.Transactions[0].Id;
        Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.Repeated, FirstTransaction = ByteString.CopyFrom(first.ToArray()) };
        (exit, output) = await RunAsync("genesis.json", Server.Address.ToString(), "certificate.der", "key.json", "628153");
        Assert.True(exit == 0, output);
        Assert.Contains($"is final in block 3; {first} had done it", output, StringComparison.Ordinal);
        Assert.Contains("event: fake.landed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_sample_cannot_do_it_says_in_a_sentence()
    {
        await WriteFilesAsync();
        var node = Server.Address.ToString();
        Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.SubjectExists, Detail = "it is registered" };
        foreach (var (arguments, expected, said) in ((string[], int, string)[])
        [
            ([], 2, "GENESIS NODE CERTIFICATE KEY PIN"),
            (["genesis.json", node, "certificate.der", "key.json", "000000"], 1, "WrongPin"),
            (["genesis.json", node, "none.der", "key.json", "628153"], 1, "none.der"),
            (["certificate.der", node, "certificate.der", "key.json", "628153"], 1, "genesis"),
            (["genesis.json", "http://127.0.0.1:1", "certificate.der", "key.json", "628153"], 1, "nobody listens there"),
            (["genesis.json", node, "certificate.der", "key.json", "628153"], 1, "SUBJECT_EXISTS"),
        ])
        {
            var (exit, output) = await RunAsync(arguments);
            Assert.Equal(expected, exit);
            Assert.Contains(said, output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
    }

    private async Task WriteFilesAsync()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "genesis.json"), Chain.GenesisBytes);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "certificate.der"), [1, 2, 3]);
        using var pair = Keys.Pair(100);
        KeyFile.Create(Path.Combine(_folder, "key.json"), pair, "628153", KeyFileCost.OfKnownKeys);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var argument in (string[])[Program(), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Built beside this test, in the same configuration.
    private static string Program() =>
        Path.Combine(Sample(), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "QuickStart.dll");

    private static string Sample() => Repository.PathOf("client-sdk/samples/QuickStart");
}
