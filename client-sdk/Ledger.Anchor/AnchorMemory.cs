using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Protocol;

namespace Ledger.Anchor;

/// <summary>
/// What a service that anchors knows between its runs: the contract, who signs for it, and the transaction that it has sent and that is
/// not settled. It is on the disk before anything is sent, so whatever instant ends the program, the same transaction is sent again.
/// </summary>
public sealed class AnchorMemory
{
    private const int BytesMax = 1024 * 1024;
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    private readonly string _path;

    private AnchorMemory(string path, Content content) => (_path, State) = (path, content);

    internal Content State { get; private set; }

    /// <summary>The contract.</summary>
    public EvmAddress Contract => EvmAddress.TryParse(State.Contract, out var address)
        ? address
        : throw new InvalidDataException("The memory names no contract.");

    /// <summary>The ledger.</summary>
    public Digest ChainId => Digest.TryParse(State.ChainId, out var chain)
        ? chain
        : throw new InvalidDataException("The memory names no ledger.");

    /// <summary>Begins a memory for a contract that was just made.</summary>
    /// <exception cref="IOException">There is a file of this name, or the disk failed.</exception>
    public static AnchorMemory Begin(string path, Digest chainId, EvmAddress contract, IReadOnlyList<Cosigner> cosigners)
    {
        if (File.Exists(path))
        {
            throw new IOException($"{path} exists.");
        }

        var memory = new AnchorMemory(path, new Content(1, chainId.ToString(), contract.ToString(), Written(cosigners), null));
        memory.Keep(memory.State);
        return memory;
    }

    /// <summary>Opens a memory.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is none, or damaged.</exception>
    public static AnchorMemory Open(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > BytesMax)
        {
            throw new InvalidDataException("It is too long.");
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(file, Form) ?? throw new InvalidDataException("It is empty.");
            var memory = new AnchorMemory(path, content);
            _ = (memory.Contract, memory.ChainId, Read(content.Cosigners));
            return content.Version == 1 ? memory : throw new InvalidDataException($"It is of version {content.Version}.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    internal static IReadOnlyList<Cosigner> Read(IReadOnlyList<Entry> entries) =>
        [.. entries.Select(one => new Cosigner(
            one.Address is null ? null
                : EvmAddress.TryParse(one.Address, out var address) ? address
                : throw new InvalidDataException("It names an address that is none."),
            one.Power))];

    internal static IReadOnlyList<Entry> Written(IReadOnlyList<Cosigner> set) =>
        [.. set.Select(one => new Entry(one.Address?.ToString(), one.Power))];

    /// <summary>Keeps it; on the disk when this returns.</summary>
    internal void Keep(Content content)
    {
        var fresh = _path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, content, Form);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, _path, overwrite: true);
        State = content;
    }

    /// <summary>What stands in the file.</summary>
    internal sealed record Content(
        int Version, string ChainId, string Contract, IReadOnlyList<Entry> Cosigners, PendingAnchor? Pending);

    /// <summary>A member of the set that signs next.</summary>
    internal sealed record Entry(string? Address, ulong Power);

    /// <summary>A transaction that was sent, and what it was sent as: each time dearer, always for one nonce.</summary>
    internal sealed record PendingAnchor(
        ulong Height, ulong Nonce, IReadOnlyList<string> Hashes, string Raw, string GasPrice, string Gas, string Data, long SentAt,
        IReadOnlyList<Entry> Next);
}
