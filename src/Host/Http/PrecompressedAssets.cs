using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Palveluohjaus.Host.Http;

/// <summary>Answers with the copy of an asset that was compressed at build time, where the browser takes it. Pages are not compressed: over HTTPS their secrets could be guessed from their length.</summary>
internal sealed class PrecompressedAssets(RequestDelegate next, IWebHostEnvironment environment)
{
    private const string Folder = "/assets";
    private const string Suffix = ".br";
    private const string Immutable = "public, max-age=31536000, immutable";
    private static readonly FileExtensionContentTypeProvider Types = CreateTypes();

    public static StaticFileOptions StaticFileOptions { get; } = new() { ContentTypeProvider = Types, OnPrepareResponse = Prepare };

    public static bool IsAsset(PathString path) => path.StartsWithSegments(Folder, StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsAsset(request.Path)
            && request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase)
            && environment.WebRootFileProvider.GetFileInfo(request.Path + Suffix).Exists)
            request.Path += Suffix;
        return next(context);
    }

    private static void Prepare(StaticFileResponseContext served)
    {
        var headers = served.Context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;

        // The address carries a digest of the content (AssetUrls), or the file name does: it never means anything else.
        headers.CacheControl = Immutable;
        var path = served.Context.Request.Path.Value ?? string.Empty;
        if (path.EndsWith(Suffix, StringComparison.Ordinal))
        {
            headers.ContentEncoding = "br";
            if (Types.TryGetContentType(path[..^Suffix.Length], out var type))
                headers.ContentType = type;
        }
    }

    private static FileExtensionContentTypeProvider CreateTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".css"] = "text/css; charset=utf-8";
        types.Mappings[".js"] = "text/javascript; charset=utf-8";
        types.Mappings[Suffix] = "application/octet-stream";
        return types;
    }
}
