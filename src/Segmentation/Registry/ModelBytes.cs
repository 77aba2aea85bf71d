using System.Security.Cryptography;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>A model as files: model.json and, for a model that cannot stand in it, model.bin.</summary>
/// <param name="Json">The bytes of model.json.</param>
/// <param name="OwnFile">The bytes of model.bin; null when the model has none.</param>
public sealed record ModelBytes(byte[] Json, byte[]? OwnFile = null)
{
    /// <summary>The SHA-256 of each file.</summary>
    public FileHashes Hashes() => new(Hash(Json), OwnFile is null ? null : Hash(OwnFile));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What the files of a version were when it was saved: an altered file is found by them.</summary>
/// <param name="ModelJson">SHA-256 of model.json, 64 lower-case hexadecimal digits.</param>
/// <param name="ModelBin">SHA-256 of model.bin; null when there is none.</param>
public sealed record FileHashes(string ModelJson, string? ModelBin);
