using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Api;

/// <summary>A program says its user's language with each call; the cookie of the pages holds only where it does not.</summary>
internal sealed class ApiLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        if (!httpContext.Request.IsApi() || !StringWithQualityHeaderValue.TryParseList(httpContext.Request.Headers.AcceptLanguage, out var asked))
            return NullProviderCultureResult;

        var found = asked.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Languages.Find(language.Value.ToString().Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(language => language is not null);
        return found is null ? NullProviderCultureResult : Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(found.Name));
    }
}
