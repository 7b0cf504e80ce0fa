using System.Text.Json;
using Ledger.Storage;

namespace Ledger.Host.Backups;

/// <summary>What a backup says it is: the file <c>backup.json</c> in its folder, written last. A folder without it is no backup.</summary>
public sealed record BackupManifest
{
    /// <summary>Its name in the folder.</summary>
    public const string FileName = "backup.json";

    private const long BytesMax = 64 * 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>The form of the folder; 1.</summary>
    public required int Format { get; init; }

    /// <summary>The chain.</summary>
    public required string ChainId { get; init; }

    /// <summary>The newest block in it.</summary>
    public required ulong Height { get; init; }

    /// <summary>The newest final block in it.</summary>
    public required ulong FinalHeight { get; init; }

    /// <summary>The hash of the newest block.</summary>
    public required string BlockHash { get; init; }

    /// <summary>When it was made, by this machine's clock.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Every file of it.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    internal static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BytesMax })
            {
                throw Unreadable(path, "it is too long");
            }

            var read = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Json);
            return read is { Format: 1 } ? read : throw Unreadable(path, "its format is none that this program knows");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StorageException(
                StorageError.OtherFormat,
                $"{folder} is no finished backup: {FileName}, which is written last, is missing. Nothing was changed. What to do: take " +
                "another backup; this one was ended while it was made.",
                e);
        }
        catch (JsonException e)
        {
            throw Unreadable(path, e.Message);
        }
    }

    // Whole or not at all, as a backup is finished only with it.
    internal void WriteTo(string folder)
    {
        var path = Path.Combine(folder, FileName);
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path);
    }

    private static StorageException Unreadable(string path, string why) => new(
        StorageError.Corrupt, $"{path} cannot be read: {why}. Nothing was changed. What to do: take another backup.");
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">From the backup's folder, with <c>/</c> between the names.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal digits.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256);
