using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Net.Client;
using Ledger.Interop.Tests.Foreign;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.EndToEnd.Tests.Foreign;

/// <summary><c>ledger up</c> with the small record, and each foreign client's one run against its first validator.</summary>
public sealed partial class RunningConsortium : IAsyncLifetime
{
    private const long AnHourMs = 3_600_000;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create();
    private readonly TemporaryFolder _folder = new();
    private LedgerProcess? _process;
    private long _headTimeMs;

    public RunningConsortium()
    {
        GrpcJs = new ForeignClient(
            async () =>
                await ForeignClient.InstallAsync() ?? await ForeignClient.RunAsync("node", "node", "ledger.mjs", Target, Transaction(1)));
        Python = new ForeignClient(() => ForeignClient.RunAsync("python", "/usr/bin/python3", "ledger.py", Target, Transaction(2)));
    }

    internal ForeignClient GrpcJs { get; }

    internal ForeignClient Python { get; }

    internal Uri Web { get; private set; } = null!;

    private string Target { get; set; } = string.Empty;

    public async Task InitializeAsync()
    {
        _process = LedgerProcess.Start("up", "--play", "mini", "--data", _folder.File("data"), "--port", "0", "--web-port", "0");
        await _process.WaitUntilUpAsync();
        var addresses = Addresses().Match(_process.Output);
        Target = addresses.Groups["grpc"].Value;
        Web = new Uri(addresses.Groups["web"].Value);
        using var channel = GrpcChannel.ForAddress($"http://{Target}");
        var status = await new LedgerNode.LedgerNodeClient(channel).GetStatusAsync(new GetStatusRequest());
        Assert.True(BlockHeader.TryDecode(status.Header.Span, out var header));
        _headTimeMs = header.Time;
    }

    public async Task DisposeAsync()
    {
        _process!.Interrupt();
        await _process.ExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex(@"zhuhai +http://(?<grpc>[\d.:]+)/ +gRPC-Web (?<web>http://[\d.:]+/)")]
    private static partial Regex Addresses();

    /// <summary>A project of the Zhuhai centre's that the record does not have, in base64.</summary>
    private string Transaction(byte number)
    {
        var centre = _seed.Zhuhai;
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(_seed.Genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom([.. Enumerable.Repeat(number, TransactionReader.NonceBytes)]),
            NotAfter = _headTimeMs + AnHourMs,
            Signer = ByteString.CopyFrom(centre.CertificateId.ToArray()),
            Calls = { CreateProject($"A440400{9_999_999_900 + number:D10}", centre.Uscc) },
        }.ToByteString();
        var id = TaggedHash.Compute(_seed.Genesis.Hasher, DomainTag.Transaction, body.Span);
        var signature = new Signature
        {
            Algorithm = (uint)centre.KeyPair.PublicKey.Algorithm,
            Value = ByteString.CopyFrom(centre.KeyPair.CreateSigner().Sign(SignPurposes.Transaction.Over(id))),
        };
        return new Transaction { Body = body, Signature = signature }.ToByteString().ToBase64();
    }

    private static Call CreateProject(string code, string tenderer) => new()
    {
        Tender = new TenderCall
        {
            CreateProject = new CreateProject
            {
                ProjectCode = code,
                TenderProjectCode = $"{code}001",
                Name = "项目",
                TendererUscc = tenderer,
                Region = "440400",
                TradeClass = "A",
            },
        },
    };
}
