using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>The forms of a close one as they were typed: of a person outside the records, or of another client.</summary>
public sealed record RelationFormText
{
    public const string KindField = "RelationKind";

    /// <summary>The id of the same question in the other form.</summary>
    public const string RelatedKindField = "RelatedKind";

    public const string NameField = nameof(RelationToAdd.OutsiderName);
    public const string PhoneField = nameof(RelationToAdd.OutsiderPhone);
    public const string SearchField = "RelatedSearch";
    public const string RelatedField = nameof(RelationToAdd.RelatedClientId);
    public const string RelationField = "RelationId";

    public RelationKind? Kind { get; init; }
    public string Name { get; init; } = string.Empty;
    public string Phone { get; init; } = string.Empty;
    public string Search { get; init; } = string.Empty;
    public Guid? RelatedId { get; init; }

    public static RelationFormText Read(IFormCollection posted) => new()
    {
        Kind = ClientFormFields.ReadCode<RelationKind>(posted[KindField]),
        Name = posted[NameField].ToString(),
        Phone = posted[PhoneField].ToString(),
        Search = posted[SearchField].ToString(),
        RelatedId = Guid.TryParse(posted[RelatedField], out var id) ? id : null,
    };

    public override string ToString() => nameof(RelationFormText);
}
