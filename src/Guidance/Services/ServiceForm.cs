using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Services;

/// <summary>A service as it is typed: the form comes back as it was when something in it is refused.</summary>
public sealed record ServiceForm
{
    public ServiceContent Content { get; init; } = new() { Sector = ServiceSector.ThirdSector, Languages = ["fi"] };
    public IReadOnlyList<string> Segments { get; init; } = [];
    public int? Version { get; init; }

    public static ServiceForm Of(GuidanceService service) => new()
    {
        Content = new ServiceContent
        {
            Sector = service.Sector,
            Provider = service.Provider,
            NameFi = service.NameFi,
            NameSv = service.NameSv,
            NameEn = service.NameEn,
            DescriptionFi = service.DescriptionFi,
            DescriptionSv = service.DescriptionSv,
            DescriptionEn = service.DescriptionEn,
            Keywords = service.Keywords,
            Languages = service.Languages,
            MunicipalityCodes = service.MunicipalityCodes,
            Themes = service.Themes,
            LifeStages = service.LifeStages,
            Phone = service.Phone,
            Email = service.Email,
            WebAddress = service.WebAddress,
            StreetAddress = service.StreetAddress,
        },
        Segments = service.Segments,
        Version = service.Version,
    };

    public static ServiceForm Read(IFormCollection posted) => new()
    {
        Content = new ServiceContent
        {
            Sector = ClientFormFields.ReadCode<ServiceSector>(posted[nameof(ServiceContent.Sector)]) ?? ServiceSector.Other,
            Provider = posted[nameof(ServiceContent.Provider)].ToString(),
            NameFi = posted[nameof(ServiceContent.NameFi)].ToString(),
            NameSv = posted[nameof(ServiceContent.NameSv)].ToString(),
            NameEn = posted[nameof(ServiceContent.NameEn)].ToString(),
            DescriptionFi = posted[nameof(ServiceContent.DescriptionFi)].ToString(),
            DescriptionSv = posted[nameof(ServiceContent.DescriptionSv)].ToString(),
            DescriptionEn = posted[nameof(ServiceContent.DescriptionEn)].ToString(),
            Keywords = [.. posted[nameof(ServiceContent.Keywords)].ToString().Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Languages = [.. posted[nameof(ServiceContent.Languages)].OfType<string>()],
            MunicipalityCodes = [.. posted[nameof(ServiceContent.MunicipalityCodes)].OfType<string>()],
            Themes = [.. posted[nameof(ServiceContent.Themes)].Select(ClientFormFields.ReadCode<NeedReason>).OfType<NeedReason>()],
            LifeStages = [.. posted[nameof(ServiceContent.LifeStages)].Select(ClientFormFields.ReadCode<LifeStage>).OfType<LifeStage>()],
            Phone = posted[nameof(ServiceContent.Phone)].ToString(),
            Email = posted[nameof(ServiceContent.Email)].ToString(),
            WebAddress = posted[nameof(ServiceContent.WebAddress)].ToString(),
            StreetAddress = posted[nameof(ServiceContent.StreetAddress)].ToString(),
        },
        Segments = [.. posted[nameof(Segments)].OfType<string>()],
        Version = int.TryParse(posted[nameof(Version)], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
    };

    public ServiceToKeep ToKeep() => new() { Content = Content, Segments = Segments, Version = Version };
}
