using System.Security.Cryptography;

namespace Palveluohjaus.Web.Layout;

/// <summary>Addresses of the built style sheet and scripts, each with a digest of its content: browsers keep them for good and a new build is fetched at once.</summary>
public sealed class AssetUrls
{
    private const int DigestLength = 12;
    private readonly Dictionary<string, string> _urls = new(StringComparer.Ordinal);

    /// <param name="webRoot">The folder that holds <c>assets</c>.</param>
    public AssetUrls(string webRoot)
    {
        var folder = Path.Combine(webRoot, "assets");
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"The built style sheet and scripts are missing from {folder}: build the Web project.");
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..DigestLength];
            _urls[Path.GetFileName(file)] = $"/assets/{Path.GetFileName(file)}?v={digest}";
        }
    }

    public string this[string fileName] => _urls.TryGetValue(fileName, out var url)
        ? url
        : throw new InvalidOperationException($"{fileName} is not among the built assets.");
}
