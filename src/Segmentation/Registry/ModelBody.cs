using System.Text.Json.Serialization;
using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// The model itself in model.json. A new kind is a record of its own like <see cref="GlassBoxBody"/>, a line here that gives it a
/// name in the file, and an arm in <see cref="Of"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(GlassBoxBody), "glass-box")]
[JsonDerivedType(typeof(TreesBody), "trees")]
[JsonDerivedType(typeof(OwnFileBody), "own-file")]
internal abstract record ModelBody
{
    public static ModelBody Of(ISegmentModel model) => model switch
    {
        GlassBoxModel glassBox => GlassBoxBody.Of(glassBox),
        TreeModel trees => TreesBody.Of(trees),
        IModelInOwnFile => new OwnFileBody(),
        _ => throw new NotSupportedException($"A model of kind {model.GetType().Name} cannot be kept in the registry."),
    };

    public abstract ISegmentModel ToModel(ModelSchema schema, FileCheck check, string trainer, OwnFileModels ownFile);
}

/// <summary>The model lies in model.bin and is read by its own trainer.</summary>
internal sealed record OwnFileBody : ModelBody
{
    public override ISegmentModel ToModel(ModelSchema schema, FileCheck check, string trainer, OwnFileModels ownFile)
    {
        var reader = ownFile.Trainers.FirstOrDefault(each => each.Name == trainer)
            ?? throw check.Wrong("trainer", $"the model is read by the trainer {trainer}, which is not here: put the plug-in that offers it beside the program");
        if (ownFile.Bytes is null)
            throw check.Wrong("model", $"the model should lie in {ModelFile.OwnFileName} beside this file, and does not");

        using var stream = new MemoryStream(ownFile.Bytes, writable: false);
        var model = reader.Read(schema, stream);
        check.Require(model.Schema.Matches(schema), "model", $"{ModelFile.OwnFileName} holds a model of other columns or segments");
        return model;
    }
}

/// <summary>The bytes of model.bin, if there are any, and the trainers that may know how to read them.</summary>
internal sealed record OwnFileModels(byte[]? Bytes, IReadOnlyList<ISegmentTrainer> Trainers);
