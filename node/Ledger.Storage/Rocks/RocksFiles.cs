namespace Ledger.Storage.Rocks;

/// <summary>What can be told from the file names before RocksDB opens a directory.</summary>
internal static class RocksFiles
{
    /// <summary>
    /// Makes the directory if it is missing, and tells whether it holds data. RocksDB starts anew in a directory whose CURRENT file is
    /// missing and deletes the tables in it; so that is allowed only where there is nothing to lose (a first start that was interrupted).
    /// </summary>
    internal static bool PrepareDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return File.Exists(Path.Combine(path, "CURRENT"))
                || Directory.EnumerateFiles(path, "*.sst").Any()
                || Directory.EnumerateFiles(path, "*.log").Any();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, path);
        }
    }
}
