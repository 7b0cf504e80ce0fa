using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using Ledger.Audit.Archive;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Evidence;

/// <summary>
/// Writes evidence as one ZIP file: the acts with the proofs that they are in the chain, the genesis file, the signers' certificates, the
/// originals that were given, who made it and how, a list of digests, and a verifier with its instructions (docs/spec/evidence.md).
/// </summary>
public sealed class EvidenceBundle
{
    /// <summary>What the file says of its form.</summary>
    public const string Format = "ledger-evidence/1";

    private static readonly DateTimeOffset ZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly GenesisFile _genesis;
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Begins one.</summary>
    public EvidenceBundle(GenesisFile genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        _genesis = genesis;
        _files["genesis.json"] = genesis.FileBytes.ToArray();
        foreach (var name in new[] { "verify.py", "README.zh.txt", "README.en.txt" })
        {
            _files[name] = Resource(name);
        }
    }

    /// <summary>The SM3 digest (GB/T 32905) by which a court's rules name a file.</summary>
    public static Digest Sm3(ReadOnlySpan<byte> content) => TaggedHash.Compute(Hashers.For(CryptoSuite.Guomi), [], content);

    /// <summary>Adds a file of the evidence.</summary>
    /// <param name="name">Its name in the bundle, with <c>/</c>.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlyMemory<byte> content) => _files[name] = content.ToArray();

    /// <summary>Adds the acts and their proofs.</summary>
    /// <param name="search">What was found, on one reading of the archive.</param>
    /// <param name="blocks">The archive's blocks from height 1 on, read again.</param>
    public void AddActs(EvidenceSearch search, IEnumerable<GetBlockResponse> blocks)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(blocks);
        foreach (var (id, der) in search.Certificates)
        {
            _files[$"certificates/{id}.der"] = der;
        }

        var places = search.Places().ToLookup(place => place.Key.Height, place => (place.Key.Index, Role: place.Value));
        var last = places.Count == 0 ? 0 : places.Max(place => place.Key);
        var open = new List<BlockEvidence>();
        var done = new List<BlockEvidence>();
        foreach (var block in blocks)
        {
            if (!BlockHeader.TryDecode(block.Block.Header.Span, out var header))
            {
                continue;
            }

            if (places.Contains(header.Height))
            {
                open.Add(new BlockEvidence(header, block.Block, [.. places[header.Height].OrderBy(place => place.Index)]));
            }

            open.ForEach(one => one.Headers.Add(block.Block.Header));
            if (block.Certificate is { } certificate)
            {
                open.ForEach(one => one.Certificate = certificate);
                done.AddRange(open);
                open.Clear();
            }

            if (header.Height >= last && open.Count == 0)
            {
                break;
            }
        }

        done.AddRange(open); // under no certificate: the verifier says that these are not final
        _files["evidence.json"] = Json(done);
    }

    /// <summary>Writes the file; the same content gives the same bytes.</summary>
    public void Write(Stream to)
    {
        var digests = string.Concat(_files.Select(file => string.Create(
            CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(file.Value))} {Sm3(file.Value)}  {file.Key}\n")));
        _files["SHA256_SM3.txt"] = System.Text.Encoding.UTF8.GetBytes(digests);
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in _files)
        {
            var entry = zip.CreateEntry(name);
            entry.LastWriteTime = ZipTime;
            using var stream = entry.Open();
            stream.Write(content);
        }
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(EvidenceBundle).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private byte[] Json(IEnumerable<BlockEvidence> blocks)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("suite", (int)_genesis.Suite);
            json.WriteString("chain_id", $"{_genesis.ChainId}");
            json.WriteStartArray("blocks");
            foreach (var block in blocks.OrderBy(block => block.Header.Height))
            {
                Write(json, block);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter json, BlockEvidence block)
    {
        json.WriteStartObject();
        json.WriteNumber("height", block.Header.Height);
        json.WriteStartArray("headers");
        foreach (var header in block.Headers)
        {
            json.WriteBase64StringValue(header.Span);
        }

        json.WriteEndArray();
        if (block.Certificate is { } certificate)
        {
            json.WriteStartArray("votes");
            foreach (var vote in certificate.Votes)
            {
                json.WriteStartObject();
                json.WriteString("validator", Convert.ToHexStringLower(vote.Validator.Span));
                json.WriteNumber("time", vote.Time);
                json.WriteBase64String("signature", vote.Signature.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("acts");
        var hasher = _genesis.Hasher;
        var batch = BatchBytes.Counted(block.Header, block.Block.Batch.Memory);
        var transactions = MerkleLevels.Over(hasher, ArchivedTransactions.LeavesOf(ArchivedTransactions.Read(batch, _genesis), hasher));
        var receipts = MerkleLevels.Over(hasher, Receipts.LeavesOf(block.Block, hasher));
        foreach (var (index, role) in block.Places)
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteNumber("size", transactions.Size);
            json.WriteString("role", role.ToString().ToLowerInvariant());
            json.WriteBase64String("transaction", batch!.Transactions[index].Span);
            WritePath("transaction_path", transactions, index);
            json.WriteBase64String("receipt", block.Block.Receipts[index].Span);
            WritePath("receipt_path", receipts, index);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WritePath(string name, MerkleLevels tree, int index)
        {
            json.WriteStartArray(name);
            foreach (var digest in tree.AuditPath(index))
            {
                json.WriteStringValue($"{digest}");
            }

            json.WriteEndArray();
        }
    }

    private sealed record BlockEvidence(BlockHeader Header, Block Block, IReadOnlyList<(int Index, EvidenceRole Role)> Places)
    {
        internal List<ByteString> Headers { get; } = [];

        internal QuorumCertificate? Certificate { get; set; }
    }
}
