using Ledger.Protocol;

namespace Ledger.Host.Pages;

/// <summary>
/// The folder of pages. What is found in it is a plain file that the folder itself holds: no way leads up, into what is hidden, or over a
/// link, whatever a browser asks for. The folder need not be there yet, and may be built anew at any time.
/// </summary>
/// <param name="root">The folder.</param>
internal sealed class PageFolder(string root)
{
    /// <summary>The folder's full path.</summary>
    internal string Root { get; } = Path.GetFullPath(root);

    /// <summary>The file at a path of this folder, <c>assets/index-1a2b.js</c>; null where there is none that is served.</summary>
    internal FileInfo? Find(string path)
    {
        if (path.Length > PageBuild.PathCharsMax)
        {
            return null;
        }

        FileInfo? found = null;
        foreach (var name in path.Split('/'))
        {
            found = new FileInfo(Path.Combine(found?.FullName ?? Root, name));
            if (!PageBuild.IsName(name) || found.LinkTarget is not null)
            {
                return null;
            }
        }

        return found is { Exists: true, Length: <= PageBuild.FileBytesMax } ? found : null;
    }
}
