using System.Text.RegularExpressions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Access tokens for Power BI. The library keeps each until shortly before it ends; it is given no logger, for what it logs is not ours to vouch for.</summary>
internal sealed partial class PowerBiTokens
{
    private readonly Uri _resource;
    private readonly TimeProvider _clock;
    private readonly IConfidentialClientApplication? _application;
    private readonly IManagedIdentityApplication? _machine;

    public PowerBiTokens(PowerBiSettings settings, IMsalHttpClientFactory http, TimeProvider clock)
    {
        (_resource, _clock) = (settings.Resource, clock);
        if (settings.Authentication == PowerBiAuthentication.ManagedIdentity)
        {
            _machine = ManagedIdentityApplicationBuilder
                .Create(settings.ClientId is { } id ? ManagedIdentityId.WithUserAssignedClientId(id.ToString()) : ManagedIdentityId.SystemAssigned)
                .WithHttpClientFactory(http, retryOnceOn5xx: false)
                .Build();
            return;
        }

        // The authority was written by the county into its own settings: to have it vouched for would be a request to yet another address.
        var builder = ConfidentialClientApplicationBuilder.Create(settings.ClientId.ToString())
            .WithAuthority(new Uri(settings.Authority, settings.TenantId).AbsoluteUri)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(http, retryOnceOn5xx: false);
        _application = (settings.Certificate is { } certificate ? builder.WithCertificate(certificate) : builder.WithClientSecret(settings.ClientSecret)).Build();
    }

    /// <param name="isFresh">True when the one at hand was refused.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PowerBiFaultException">None was given.</exception>
    public async Task<string> GetAsync(bool isFresh, CancellationToken cancellationToken)
    {
        try
        {
            var result = _machine is null
                ? await _application!.AcquireTokenForClient([$"{_resource.AbsoluteUri.TrimEnd('/')}/.default"]).WithForceRefresh(isFresh).ExecuteAsync(cancellationToken)
                : await _machine.AcquireTokenForManagedIdentity(_resource.AbsoluteUri.TrimEnd('/')).WithForceRefresh(isFresh).ExecuteAsync(cancellationToken);
            return result.AccessToken;
        }
        catch (MsalServiceException refused)
        {
            throw FaultOf(refused, _machine is not null, _clock.GetUtcNow());
        }
        catch (MsalException failed)
        {
            // Before anything was sent: no managed identity on this machine, an answer that is no token.
            throw new PowerBiFaultException(_machine is null ? PowerBiFault.SignInRefused : PowerBiFault.ManagedIdentityAway, PowerBiAnswer.CodeOf(failed.ErrorCode));
        }
        catch (HttpRequestException failed)
        {
            throw PowerBiAnswer.FaultOf(failed);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PowerBiFaultException(PowerBiFault.Silent);
        }
    }

    /// <remarks>Learn, "Microsoft Entra authentication and authorization error codes".</remarks>
    private static PowerBiFaultException FaultOf(MsalServiceException refused, bool isMachine, DateTimeOffset now)
    {
        if (refused.InnerException is HttpRequestException failed)
            return PowerBiAnswer.FaultOf(failed);
        var code = DirectoryCode().Match(refused.Message) is { Success: true } found ? found.Value : null;
        var fault = (code, refused.StatusCode) switch
        {
            ("AADSTS90002" or "AADSTS900021" or "AADSTS900023" or "AADSTS90013" or "AADSTS50059", _) => PowerBiFault.TenantUnknown,
            ("AADSTS700016", _) => PowerBiFault.ClientUnknown,
            ("AADSTS7000215", _) => PowerBiFault.SecretWrong,
            ("AADSTS7000222", _) => PowerBiFault.SecretExpired,
            ("AADSTS700027" or "AADSTS700023" or "AADSTS700030" or "AADSTS7000214", _) => PowerBiFault.CertificateRefused,
            ("AADSTS700024", _) => PowerBiFault.ClockOff,
            (_, 429) => PowerBiFault.Throttled,
            (_, >= 500) => PowerBiFault.ServiceBroken,
            _ when refused.ErrorCode == MsalError.RequestTimeout => PowerBiFault.Silent,
            _ => isMachine ? PowerBiFault.ManagedIdentityAway : PowerBiFault.SignInRefused,
        };
        var wait = fault == PowerBiFault.Throttled && refused.Headers is { } headers ? PowerBiAnswer.RetryAfter(headers, now) : null;
        return new PowerBiFaultException(fault, code ?? PowerBiAnswer.CodeOf(refused.ErrorCode))
        {
            ClockAhead = fault == PowerBiFault.ClockOff ? refused.Headers?.Date - now : null,
            RetryAfter = wait,
            Until = now + wait,
        };
    }

    [GeneratedRegex("AADSTS[0-9]{4,8}", RegexOptions.CultureInvariant)]
    private static partial Regex DirectoryCode();
}
